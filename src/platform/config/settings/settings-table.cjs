"use strict";

const { modelSettings } = require("./model-settings.cjs");
const { serviceSettings } = require("./service-settings.cjs");
const { stageSettings } = require("./stage-settings.cjs");

/**
 * Every setting of the service, declared once. It is plain data in plain JavaScript, so that the functions can bundle it and
 * the framework can load it with whatever Node runs it. From it come the configuration's reading, the template's variables,
 * rights and refusals, the doctor's list, and the README's tables.
 */
const settings = { ...serviceSettings, ...modelSettings, ...stageSettings };

module.exports = { settings };
