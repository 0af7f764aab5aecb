import assert from "node:assert/strict";
import { chooseOneSaved, chooseSaved, clickedIds } from "../../../../src/commands/asking/chooseSaved";
import { filterSaved } from "../../../../src/commands/filterSaved";
import { markSaved } from "../../../../src/commands/markSaved";
import { removeSaved } from "../../../../src/commands/removeSaved";
import { renameSaved } from "../../../../src/commands/renameSaved";
import { serializeGrant } from "../../../../src/grant";
import { idOf } from "../../../../src/vault/identity";
import type { SavedCredential } from "../../../../src/vault/record";
import { storeFailed } from "../../../../src/vault/vaultError";
import { SavedNode } from "../../../../src/views/savedNode";
import { demoGrant } from "../../../support/demoCredentials";
import { around } from "../savedServices";

const [one, other, third] = [1, 2, 3].map((): SavedCredential => ({ kind: "grant", text: serializeGrant(demoGrant()) })) as [
  SavedCredential,
  SavedCredential,
  SavedCredential,
];
const kept = [[other, { label: "b other" }], [one, { label: "a one" }]] as const;
const line = (credential: SavedCredential): SavedNode => new SavedNode("record", idOf(credential));
/** As VS Code calls a command on several selected lines: with the clicked one, and with all of them. */
const clickedWith = (clicked: SavedCredential, selected: SavedCredential): readonly unknown[] => {
  const node = line(clicked);
  return [node, [node, line(selected)]];
};
const labelsOf = (records: readonly { readonly label: string }[]): string[] => records.map(({ label }) => label);

describe("what a click in the view means", () => {
  const [first, second] = [line(one), line(other)];

  it("is the line, or all that are selected where it is one of them", () => {
    assert.deepEqual(clickedIds([first]), [first.id]);
    assert.deepEqual(clickedIds([first, [second, first]]), [second.id, first.id]);
    assert.deepEqual(clickedIds([first, [second]]), [first.id]);
    assert.deepEqual(clickedIds([first, undefined]), [first.id]);
  });

  it("is what can't be read as well, and neither a group nor what is lost", () => {
    const others = (["lost", "group", "satellite", "failure"] as const).map((kind) => new SavedNode(kind, "x"));
    const nodes = [new SavedNode("broken", "aaaaaaaaaaaa"), first, ...others];
    assert.deepEqual(clickedIds([first, nodes]), ["aaaaaaaaaaaa", first.id]);
    for (const node of others) assert.deepEqual(clickedIds([node]), []);
  });

  it("is nothing where another extension made the arguments, whatever they look like", () => {
    const { id } = first;
    const alike = { kind: "record", id, children: [], isLoose: false };
    const strange: readonly unknown[] = [undefined, null, id, alike, { ...first }, [first]];
    for (const args of [[], ...strange.map((one) => [one]), [alike, [first]]]) assert.deepEqual(clickedIds(args), []);
    assert.deepEqual(clickedIds([first, [alike, first, id]]), [id]);
  });
});

describe("choosing a saved credential", () => {
  it("takes what was clicked, without a question", async () => {
    const { services, host } = await around(kept);
    assert.deepEqual(labelsOf(await chooseSaved(services, [line(one), [line(other)]], "Title")), ["a one"]);
    const both = [line(one), line(other), line(third)] as const;
    assert.deepEqual(labelsOf(await chooseSaved(services, [both[0], both], "Title")), ["a one", "b other"]);
    assert.equal((await chooseOneSaved(services, [both[1], both], "Title"))?.label, "b other");
    assert.deepEqual(host.boxes, []);
  });

  it("asks where nothing was, by label, and gives nothing where the person leaves", async () => {
    const { services, host } = await around(kept, [{ choose: "b other" }, "leave"]);
    assert.deepEqual(labelsOf(await chooseSaved(services, [idOf(one)], "Title")), ["b other"]);
    assert.deepEqual(labelsOf(host.boxes[0]?.items ?? []), ["a one", "b other"]);
    assert.equal(host.boxes[0]?.items[0]?.description, "full access");
    assert.deepEqual(await chooseSaved(services, [], "Title"), []);
  });

  it("offers only what the command takes, and says so where there is none", async () => {
    const { services, host } = await around(kept, ["enter"]);
    const isOne = ({ label }: { readonly label: string }): boolean => label === "a one";
    assert.deepEqual(labelsOf(await chooseSaved(services, [], "Title", isOne)), ["a one"]);
    assert.deepEqual(await chooseSaved(services, [line(other)], "Title", isOne), []);
    assert.deepEqual(await chooseSaved(services, [], "Title", () => false), []);
    // Of what was clicked, and of what is saved, there was none that the command takes.
    assert.deepEqual(host.messages.map(({ kind }) => kind), ["warning", "warning"]);
  });
});

describe("commands on the view's lines", () => {
  it("rename the clicked one, not to what another is called", async () => {
    const { services, vault, host } = await around(kept, [{ type: "b other" }, "enter", { type: "mine" }, "enter"]);
    await renameSaved(services, [line(one)]);
    assert.deepEqual(labelsOf(vault.all()).sort(), ["b other", "mine"]);
    assert.ok(host.boxes[0]?.problems.includes("Another one has that name"));
  });

  it("rename what is selected where no line was clicked, and keep the name that it has", async () => {
    const { services, vault } = await around(kept, ["enter"], [line(one)]);
    const before = vault.all();
    await renameSaved(services, []);
    assert.deepEqual(vault.all(), before);
  });

  it("mark all that are selected, and take a mark away again", async () => {
    const script = ["Red", "For production", "Not for production", "No color"].map((choose) => ({ choose }));
    const { services, vault } = await around(kept, script);
    const both = clickedWith(one, other);
    const marks = (): unknown[] => [one, other].map((credential) => {
      const { color, isProduction } = vault.find(idOf(credential)) ?? {};
      return [color, isProduction];
    });
    await markSaved(services, both);
    await markSaved(services, [line(one)]);
    assert.deepEqual(marks(), [["red", true], ["red", undefined]]);
    await markSaved(services, [line(one)]);
    await markSaved(services, both);
    assert.deepEqual(marks(), [[undefined, false], [undefined, undefined]]);
  });

  it("filter by what is typed, blanks aside, and leave the filter where the person leaves", async () => {
    const { services, told, host } = await around(kept, [{ type: " us1 " }, "enter", "leave"]);
    await filterSaved(services);
    await filterSaved(services);
    assert.deepEqual(told, [{ filter: "us1" }]);
    assert.equal(host.boxes.length, 2);
  });

  it("remove what is selected, and Undo brings it back, label and all", async () => {
    const { services, vault, host } = await around(kept, [{ press: "Undo" }, "leave"]);
    const before = vault.all().map(({ generation: _, ...rest }) => rest);
    await removeSaved(services, clickedWith(one, other));
    assert.match(host.messages[0]?.text ?? "", /^2 saved grants were removed/);
    assert.deepEqual(vault.all().map(({ generation: _, ...rest }) => rest), before);
    await removeSaved(services, [line(one)]);
    assert.deepEqual(labelsOf(vault.all()), ["b other"]);
  });

  it("bring back what was removed at the second try too", async () => {
    const { services, vault, host } = await around(kept, [{ press: "Undo" }, { press: "Try Again" }]);
    const restore = vault.restore.bind(vault);
    vault.restore = () => {
      vault.restore = restore;
      return Promise.reject(storeFailed("The credential was not saved", undefined));
    };
    await removeSaved(services, [line(one)]);
    assert.match(host.messages[1]?.text ?? "", /VS Code did not store it/);
    assert.equal(vault.all().length, 2);
  });

  it("ask before something for production goes, and let it stay", async () => {
    const live = [one, { label: "live", isProduction: true }] as const;
    const { services, vault, host } = await around([live, kept[0]], ["leave", { press: "Remove" }, "leave"]);
    await removeSaved(services, [line(one)]);
    assert.equal(vault.all().length, 2);
    assert.equal(host.messages[0]?.options.modal, true);
    await removeSaved(services, [line(one)]);
    assert.deepEqual(labelsOf(vault.all()), ["b other"]);
  });

  it("remove nothing that a stranger names: the person is asked", async () => {
    const { services, vault, host } = await around(kept, ["leave"]);
    await removeSaved(services, [{ kind: "record", id: idOf(one) }]);
    assert.equal(vault.all().length, 2);
    assert.equal(host.boxes.length, 1);
  });
});
