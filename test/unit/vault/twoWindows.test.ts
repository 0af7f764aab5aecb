import assert from "node:assert/strict";
import { idOf } from "../../../src/vault/identity";
import { type SavedCredential, type SavedRecord, writeKey } from "../../../src/vault/record";
import { Vault } from "../../../src/vault/vault";
import { VaultError } from "../../../src/vault/vaultError";
import { Random } from "../../oracle/random";
import { JournalModel } from "../../support/journalModel";
import { ManualClock } from "../../support/manualClock";
import { goodMood, Interleaving, SecretStore, type StoreWindow } from "../../support/secretStorageModel";
import { silentLog } from "../../support/silentLog";

/** `VAULT_SEED=7` repeats the run of a seed; `VAULT_SEEDS=1000` runs as many of them, from there on. */
const { VAULT_SEED, VAULT_SEEDS } = process.env;
const firstSeed = VAULT_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(VAULT_SEED);
const seeds = Number(VAULT_SEEDS ?? (VAULT_SEED === undefined ? 5 : 1));

const OPERATIONS = 1_000;
/** Few, so that what two do at once is not covered by what comes after; or many. */
const operationsARound = [2, 3, 6, 20];

const credentials = new Map<string, SavedCredential>(
  ["a", "b", "c"].map((letter) => {
    const credential = { kind: "s3", accessKeyId: `accessKey-${letter}`, secretKey: `secretKey-${letter}` } as const;
    return [idOf(credential), credential];
  }),
);
const ids = [...credentials.keys()];

interface Window {
  readonly name: string;
  readonly secrets: StoreWindow;
  readonly vault: Vault;
  underWay: number;
}

/** What a window did to one record. */
interface Deed {
  readonly window: string;
  readonly kind: "save" | "change" | "remove";
  readonly id: string;
  /** The label that it gives. */
  readonly label: string | undefined;
  /** Turns: each beginning and each end is one. */
  readonly began: number;
  ended: number;
  /** What the window reported; of one that was killed, nothing. */
  outcome: "done" | "failed" | undefined;
}

/** Two windows on one store, which are killed now and then, and what they have reported since all was at rest. */
class Windows {
  readonly #random: Random;
  readonly #clock = new ManualClock();
  readonly #interleaving: Interleaving;
  readonly #store: SecretStore;
  readonly #journal: JournalModel;
  readonly #removed: SavedRecord[] = [];
  #windows: readonly Window[];
  #deeds: Deed[] = [];
  /** What this round is about. */
  #contested = ids;
  #turn = 0;
  /** What happened in this round that leaves work for those that come later. */
  #mischief = { killed: false, failed: false, eventMissed: false, notJournaled: false };
  #opened = 0;
  #labels = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#interleaving = new Interleaving(this.#random);
    this.#store = new SecretStore(this.#interleaving, this.#random);
    this.#journal = new JournalModel(this.#interleaving);
    this.#windows = [this.#open(), this.#open()];
  }

  async run(operations: number): Promise<void> {
    for (let left = operations; left > 0; ) {
      const count = Math.min(left, this.#random.pick(operationsARound));
      left -= count;
      await this.#round(count);
      await this.#rest();
      await this.#check();
    }
  }

  #open(): Window {
    const secrets = this.#store.open();
    const draw = (): string => Buffer.from(this.#random.bytes(4)).toString("hex");
    const vault = new Vault({ secrets, journal: this.#journal.open(secrets), clock: this.#clock, log: silentLog, draw });
    const window = { name: `window ${String(++this.#opened)}`, secrets, vault, underWay: 0 };
    vault.load().then(() => { this.#checkLost(window, true); }, () => undefined);
    return window;
  }

  #kill(window: Window): void {
    this.#mischief.killed = true;
    window.secrets.kill();
    window.vault.dispose();
    this.#windows = this.#windows.map((other) => (other === window ? this.#open() : other));
  }

  async #round(operations: number): Promise<void> {
    const random = this.#random;
    const { mood } = this.#store;
    // One after the other, looking first is enough.
    const isAlone = random.chance(0.2);
    this.#journal.isFailing = isAlone;
    const isHard = !isAlone && random.chance(0.6);
    const begins = random.pick([0.02, 0.1, 0.5, 1]);
    this.#contested = random.chance(0.5) ? ids : [random.pick(ids)];
    Object.assign(mood, { eventMissing: random.pick([0, 0.3, 1, 1]), eventDoubled: random.pick([0, 0.2]) });
    this.#mischief = { killed: false, failed: false, eventMissed: mood.eventMissing > 0, notJournaled: isAlone };
    let left = operations;
    const underWay = (): number => this.#windows.reduce((sum, window) => sum + window.underWay, 0);
    while (left > 0 || underWay() > 0) {
      const window = random.pick(this.#windows);
      if (isHard && random.chance(0.01)) mood.failing = random.pick([0, 0, 0.05, 0.3]);
      if (random.chance(0.005)) mood.isFull = !mood.isFull;
      if (random.chance(0.02)) await this.#clock.advance(100);
      if (isHard && random.chance(0.002)) this.#kill(window);
      if (left > 0 && (isAlone ? underWay() === 0 : window.underWay < 3) && random.chance(begins)) {
        left--;
        this.#begin(window);
      }
      this.#mischief.failed ||= mood.failing > 0;
      await this.#interleaving.step();
    }
  }

  #begin(window: Window): void {
    const random = this.#random;
    const { vault } = window;
    const id = random.pick(this.#contested);
    const label = `label ${String(++this.#labels)}`;
    const undone = random.chance(0.2) ? this.#removed.pop() : undefined;
    if (undone) {
      this.#follow(window, "save", [undone.id], undone.label, () => vault.restore([undone]));
    } else if (random.chance(0.35)) {
      const credential = credentials.get(id) as SavedCredential;
      this.#follow(window, "save", [id], label, () => vault.save(credential, { label }));
    } else if (random.chance(0.5)) {
      this.#follow(window, "change", [id], label, () => vault.change(id, { label }));
    } else {
      const these = random.chance(0.2) ? this.#contested : [id];
      this.#follow(window, "remove", these, undefined, async () => {
        this.#removed.push(...(await vault.remove(these)));
      });
    }
  }

  #follow(
    window: Window,
    kind: Deed["kind"],
    these: readonly string[],
    label: string | undefined,
    run: () => Promise<unknown>,
  ) {
    const deed = { window: window.name, kind, label, began: ++this.#turn, ended: Infinity, outcome: undefined };
    const deeds = these.map((id): Deed => ({ ...deed, id }));
    this.#deeds.push(...deeds);
    window.underWay++;
    const end = (isDone: (deed: Deed) => boolean): void => {
      window.underWay--;
      const ended = ++this.#turn;
      for (const each of deeds) Object.assign(each, { ended, outcome: isDone(each) ? "done" : "failed" });
    };
    run().then(
      () => { end(() => true); },
      (error: unknown) => {
        assert.ok(error instanceof VaultError, String(error));
        end(({ id }) => error.removed.some((record) => record.id === id));
      },
    );
  }

  /** Everything under way comes to its end, on a host that has come to its senses. */
  async #rest(): Promise<void> {
    Object.assign(this.#store.mood, goodMood());
    this.#journal.isFailing = false;
    do {
      await this.#interleaving.toTheEnd();
      await this.#clock.advance(10_000);
    } while (this.#interleaving.waiting > 0 || this.#clock.waiting > 0);
  }

  /** What a third window finds is what the two have reported, and what they show themselves. */
  async #check(): Promise<void> {
    const { killed, failed, eventMissed } = this.#mischief;
    const before = [...this.#store.entries.keys()].sort();
    const third = this.#open();
    await this.#interleaving.until(third.vault.load());
    await this.#rest();
    const found = third.vault.all();
    const shown = found.map(writeKey).sort();
    if (!killed && !failed) assert.deepEqual(before, shown, "more was left over than what is shown");
    assert.equal(new Set(found.map(({ id }) => id)).size, found.length, "a record is there twice");
    assert.equal(this.#store.entries.size, found.length, "the store has more than is shown");
    assert.deepEqual(third.vault.broken(), [], "a record can't be read");
    for (const id of ids) this.#checkOne(id, third.vault.find(id));
    this.#checkLost(third, false);
    await this.#interleaving.until(third.vault.forgetLost());
    for (const { name, vault } of this.#windows) {
      if (vault.isLoaded && !eventMissed) assert.deepEqual(vault.all(), found, `${name} has not followed`);
      await this.#interleaving.until(vault.refresh());
      assert.deepEqual(vault.all(), found, `${name} shows something else than the third`);
    }
    this.#kill(third);
    this.#turn++;
    this.#deeds = ids.map((id) => {
      const label = third.vault.find(id)?.label;
      const kind = label === undefined ? "remove" : "save";
      return { window: "before", kind, id, label, began: this.#turn, ended: this.#turn, outcome: "done" };
    });
  }

  #checkOne(id: string, record: SavedRecord | undefined): void {
    const deeds = this.#deeds.filter((deed) => deed.id === id);
    const story = `${id}: ${JSON.stringify(record?.label)}\n${deeds.map((deed) => JSON.stringify(deed)).join("\n")}`;
    const removals = deeds.filter(({ kind }) => kind === "remove");
    const savings = deeds.filter(({ kind }) => kind === "save");
    const proofs = deeds.filter((deed) => deed.kind !== "remove" && deed.outcome === "done");
    if (proofs.some((proof) => !removals.some((removal) => mayFollow(proof, removal)))) {
      assert.ok(record, `what was saved is gone\n${story}`);
    }
    const isFinal = (removal: Deed): boolean => !savings.some((saving) => mayFollow(removal, saving));
    if (removals.some((removal) => removal.outcome === "done" && isFinal(removal))) {
      assert.ok(!record, `what was removed has come back\n${story}`);
    }
    if (!record) return;
    assert.ok(deeds.some(({ label }) => label === record.label), `a label that nobody gave\n${story}`);
    const last = proofs.find((proof) => !deeds.some((other) => mayFollow(proof, other)));
    if (last?.kind === "change") assert.equal(record.label, last.label, `a reported label is gone\n${story}`);
  }

  /** The host of this test loses nothing: only a removal that is under way, or was broken off, can look like that. */
  #checkLost({ name, vault }: Window, isUnderWay: boolean): void {
    const { killed, failed, notJournaled } = this.#mischief;
    const mayLookSo = isUnderWay || killed || failed || notJournaled;
    const isReason = ({ window, kind }: Deed): boolean => kind === "remove" && window !== "before" && mayLookSo;
    for (const { id } of vault.lost()) {
      const deeds = this.#deeds.filter((deed) => deed.id === id);
      assert.ok(deeds.some(isReason), `${name} calls ${id} lost without a reason`);
    }
  }
}

/** Whether `other` may have taken effect after `deed`: one window does what it is told about a record in order. */
function mayFollow(deed: Deed, other: Deed): boolean {
  return other.window === deed.window ? other.began > deed.began : other.ended > deed.began;
}

describe("two windows on one SecretStorage", () => {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    it(`lose nothing, and bring nothing back, in 1,000 random operations (VAULT_SEED=${String(seed)})`, async () => {
      await new Windows(seed).run(OPERATIONS);
    });
  }
});
