import assert from "node:assert/strict";
import { consoleOrigin, publicConsoles } from "../../../src/satellite/consoleOrigin";

describe("the origin of a console", () => {
  it("is https, or http on this computer, as a person writes it", () => {
    const accepted = {
      "https://us1.storj.io": "https://us1.storj.io",
      "https://us1.storj.io/": "https://us1.storj.io",
      " us1.storj.io\n": "https://us1.storj.io",
      "US1.storj.io:443/": "https://us1.storj.io",
      "console.test:8443": "https://console.test:8443",
      "http://127.0.0.1:10100": "http://127.0.0.1:10100",
      "http://localhost:10100": "http://localhost:10100",
      "HTTP://[::1]:10100": "http://[::1]:10100",
      "127.0.0.1:10100": "https://127.0.0.1:10100",
    };
    for (const [text, origin] of Object.entries(accepted)) assert.equal(consoleOrigin(text)?.origin, origin, text);
    for (const { origin } of publicConsoles) assert.equal(consoleOrigin(origin)?.origin, origin);
  });

  it("is nothing else", () => {
    const refused = [
      ...["", " ", "http://us1.storj.io", "ftp://us1.storj.io", "file:///etc/passwd", "//us1.storj.io", "https:us1.storj.io"],
      ...["https://us1.storj.io/login", "us1.storj.io/login", "https://us1.storj.io?", "https://us1.storj.io#x", "us1.storj.io/?x=1"],
      ...["https://user@us1.storj.io", "user:pass@us1.storj.io", "javascript:alert(1)", "us1 storj.io", "https://us1.storj.io\\@evil.test"],
      ...["http://localhost.evil.test", "http://127.0.0.1.evil.test", "http://127.0.0.2", "http://0.0.0.0", "us1.storj.io:99999", "a".repeat(2000)],
    ];
    for (const text of refused) assert.equal(consoleOrigin(text), undefined, text);
  });
});
