"""Creates the schedules that it reads from standard input in moto's EventBridge Scheduler, and prints what that then knows of them.

Input: {"groups": [properties of groups], "schedules": [properties of schedules], "without": [names]}. Those of `without` are deleted
in the end, and `left` names what is left.
"""

import json
import sys

import boto3
from moto import mock_aws

given = json.load(sys.stdin)

with mock_aws():
    client = boto3.client("scheduler", region_name="us-east-2")
    for group in given["groups"]:
        client.create_schedule_group(**group)
    kept = []
    for schedule in given["schedules"]:
        client.create_schedule(**schedule)
        found = client.get_schedule(GroupName=schedule["GroupName"], Name=schedule["Name"])
        kept.append({name: value for name, value in found.items() if name in schedule or name == "Arn"})
    for name in given["without"]:
        client.delete_schedule(GroupName=given["groups"][0]["Name"], Name=name)
    left = [each["Name"] for each in client.list_schedules(GroupName=given["groups"][0]["Name"])["Schedules"]]
    json.dump({"kept": kept, "left": left}, sys.stdout)
