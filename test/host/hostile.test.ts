import assert from "node:assert/strict";
import * as vscode from "vscode";
import { buildGrant, type Grant, restrictGrant, serializeGrant, Store, utf8 } from "../../src/grant";
import { demoGrant, demoRootKey, everyday } from "../support/demoCredentials";
import {
  call,
  closeEverything,
  eventually,
  hintTexts,
  hoverTexts,
  leaks,
  lensTitles,
  openText,
  pageText,
  problemCodes,
  restartExtension,
  storjProblems,
} from "./support/extension";

/** What somebody may write into a grant so that it runs a command, draws an icon, or hides what stands around it. */
const hostileTexts = [
  "[click me](command:workbench.action.files.newUntitledFile)",
  "$(trash) $(sync~spin)",
  "<img src=x onerror=alert(1)><b>bold</b>",
  "**bold** _it_ `code` # head | table",
  "\u202Etxt.exe\u202C \u200B\u2066\u2069",
  "line\r\nbreak\ttab\u0007bell\u001b[31mred",
  "![image](https://127.0.0.1/x.png) https://127.0.0.1/ www.example.test a@example.test",
  "&lt;&#x202e; \\[x\\](command:x)",
  "long ".repeat(100),
];

function hostileGrants(text: string): Grant[] {
  const root = demoGrant();
  return [
    restrictGrant(root, everyday, [{ bucket: utf8(text), prefix: utf8("a/") }]),
    restrictGrant(root, everyday, [{ bucket: utf8("photos"), prefix: utf8(`${text}/`) }]),
    buildGrant(utf8(`${text}@satellite.example.test:7777`), demoRootKey(), new Store(undefined, 2)),
    restrictGrant(root, everyday, [{ bucket: Uint8Array.of(0xff, 0xfe, 0x28, 0x80), prefix: Uint8Array.of(0xc0) }]),
  ];
}

/** What no surface may show: it would be drawn, run, or hide something. */
function assertHarmless(text: string): void {
  assert.doesNotMatch(text, /\$\([a-z]/, "an icon would be drawn");
  assert.doesNotMatch(text, /\]\(command:workbench/, "a command could be clicked");
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/, "a character is hidden");
}

describe("hostile text in a grant", () => {
  before(() => restartExtension());
  afterEach(closeEverything);

  for (const hostile of hostileTexts) {
    it(`is harmless on every surface: ${JSON.stringify(hostile.slice(0, 40))}`, async () => {
      const texts = hostileGrants(hostile).map(serializeGrant);
      leaks.guard(...texts);
      const document = await openText(texts.map((text) => `access_grant = ${text}\n`).join(""));
      await eventually(() => (problemCodes(document.uri).length >= texts.length ? true : undefined));
      const titles = (await lensTitles(document.uri)).filter((title) => title.startsWith("Storj grant"));
      const hints = await hintTexts(document);
      assert.deepEqual([titles.length, hints.length], [texts.length, texts.length]);
      assert.ok(hints.every((hint) => hint.length > 0 && hint.length <= 24));
      for (const shown of [...titles, ...hints, ...storjProblems(document.uri).map(({ message }) => message)]) assertHarmless(shown);
      for (const line of texts.keys()) {
        const [hover = ""] = await hoverTexts(document.uri, new vscode.Position(line, 20));
        assert.match(hover, /Storj access grant/);
        const withoutOwn = hover.replace(/\]\(command:storjGrants\.[a-zA-Z]+\?[^)]*\)/g, "]");
        assert.doesNotMatch(withoutOwn, /(?<!\\)\]\(|(?<!\\)<[a-z]/i, "a link or a tag is live in the hover");
        await call("storjGrants.inspectCredential", document.uri.toString(), document.offsetAt(new vscode.Position(line, "access_grant = ".length)));
        const page = await pageText((vscode.window.activeTextEditor as vscode.TextEditor).document.uri);
        for (const shown of page.split("\n")) assertHarmless(shown);
        assert.ok(Math.max(...page.split("\n").map((shown) => shown.length)) <= 1100);
      }
    });
  }
});
