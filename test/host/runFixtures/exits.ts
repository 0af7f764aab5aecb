// A suite that ends its own process half-way, with the code that means success.
describe("a suite that exits", () => {
  it("passes one test", () => {
    // The host is still there.
  });
  it("exits", () => {
    process.exit(0);
  });
});
