// A suite without a test.
describe("a suite without a test", () => undefined);
