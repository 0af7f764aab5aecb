"use strict";
// Mocha's usual report, and how it ended in a file: the counts, and which test failed of what. What ends half-way leaves no file, and whoever
// waits for one knows.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha/lib/mocha.cjs");

module.exports = class SummaryReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { result } = options.reporterOptions ?? options.reporterOption;
    const told = [];
    runner.on("fail", (test, { stack, message }) => told.push(`${test.fullTitle()}\n${stack ?? message}`));
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(result, JSON.stringify({ passed: passes, failed: failures, skipped: pending, told }));
    });
  }
};
