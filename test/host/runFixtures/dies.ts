// A suite whose extension host dies half-way, without a word.
describe("a suite that dies", () => {
  it("passes one test", () => {
    // The host is still there.
  });
  it("kills the extension host", () => {
    process.kill(process.pid, "SIGKILL");
  });
  it("never gets here", () => {
    // The host is gone.
  });
});
