import type { Task } from "@aws-sdk/client-ecs";

/** A task in network mode awsvpc as ECS describes it, running and without a health check; `fields` replace its own. */
export function ecsTask(address: string, fields: Partial<Task> = {}): Task & { readonly taskArn: string } {
  const details = [
    { name: "subnetId", value: "subnet-0a1b2c" },
    { name: "networkInterfaceId", value: "eni-0a1b2c" },
    { name: "privateDnsName", value: "ip-10-0-0-1.ec2.internal" },
    { name: "privateIPv4Address", value: address },
  ];
  return {
    attachments: [{ id: "attachment-1", type: "ElasticNetworkInterface", status: "ATTACHED", details }],
    containers: [
      { name: "ollama", networkInterfaces: [{ attachmentId: "attachment-1", privateIpv4Address: address }] },
    ],
    desiredStatus: "RUNNING",
    lastStatus: "RUNNING",
    healthStatus: "UNKNOWN",
    ...fields,
    taskArn: fields.taskArn ?? `arn:aws:ecs:us-east-1:000000000000:task/trader/${address}`,
  };
}
