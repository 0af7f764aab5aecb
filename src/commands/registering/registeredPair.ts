import { fullTime } from "../../decoder/time";
import type { Registration } from "../../edge/authService";
import { ExplainedError } from "../../platform/errors";
import { exportText } from "../../vault/files/exportText";
import type { SavedCredential, SavedRecord } from "../../vault/record";
import { exportRecords } from "../exportSaved";
import { freeLabel, labelOf } from "../asking/label";
import type { KeyOrigin } from "../asking/origin";
import type { Services } from "../services";

/** S3 credentials that an auth service has just made. */
export interface NewPair {
  readonly registration: Registration;
  readonly isPublic: boolean;
  /** How their grant is called. */
  readonly label: string;
  /** The id of their grant, saved or not. */
  readonly grant: string;
  readonly origin: KeyOrigin;
  /** The link service that goes with the auth service, where the satellite chose both. */
  readonly linkSharing: string | undefined;
}

/**
 * Saves new S3 credentials at once, under a label that is free: their secret is in that one answer and nowhere else. Undefined where
 * they could not be saved; then they were offered to the clipboard.
 */
export async function keepPair(services: Services, pair: NewPair): Promise<SavedRecord | undefined> {
  const { decoder, saved, vault } = services;
  const { t } = decoder.voice();
  const { accessKeyId, secretKey, endpoint, addedExpiry: endsAt } = pair.registration;
  const { grant, isPublic, linkSharing } = pair;
  const credential = {
    kind: "s3",
    accessKeyId,
    secretKey,
    endpoint,
    grant,
    isPublic,
    ...(endsAt !== undefined && { endsAt }),
    ...(linkSharing && { linkSharing }),
  } as const;
  const name = isPublic ? t("{0} (public S3)", pair.label) : t("{0} (S3)", pair.label);
  const record = await saveOrCopy(services, credential, name);
  if (!record) return undefined;
  tellOf(services, record, pair, vault.find(grant) !== undefined);
  await saved.reveal(record.id);
  return record;
}

async function saveOrCopy(
  { ask, clipboard, decoder, vault }: Services,
  credential: SavedCredential,
  name: string,
): Promise<SavedRecord | undefined> {
  const { t } = decoder.voice();
  const again = t("Save Again");
  const copy = t("Copy");
  for (;;) {
    try {
      return (await vault.save(credential, { label: freeLabel(name, vault.all()) })).record;
    } catch (error) {
      if (!(error instanceof ExplainedError)) throw error;
      const answer = await ask.showError(t("The grant is registered, but its S3 credentials were not saved."), {
        modal: true,
        detail: `${error.message}\n\n${t("They are nowhere else, and can't be asked for again: copy them, or register the grant anew.")}`,
        actions: [again, copy],
      });
      if (answer === copy) await clipboard.copy(exportText("env", [{ label: name, credential }]).text);
      if (answer !== again) return undefined;
    }
  }
}

/** Where they are now, until when they are good, and what is missing to revoke them. */
function tellOf(services: Services, { label, credential }: SavedRecord, { isPublic, origin }: NewPair, isGrantSaved: boolean): void {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const saveGrant = t("Save the Grant Too");
  const endsAt = credential.kind === "s3" ? credential.endsAt : undefined;
  const words = [
    isPublic ? t("Registered as public, and saved as “{0}”.", label) : t("Registered, and saved as “{0}”.", label),
    endsAt === undefined ? "" : t("The auth service has set an end of its own: {0}.", fullTime(endsAt, voice).text),
    isGrantSaved ? "" : t("Their grant is not saved here, and only by revoking it can they be ended."),
  ].filter((part) => part !== "");
  const text = words.join(" ");
  const told = isGrantSaved ? ask.showInformation(text) : ask.showWarning(text, { actions: [saveGrant] });
  void told.then((answer) => (answer === saveGrant ? saveTheGrant(services, origin) : undefined));
}

/** Under a free label, and without showing it: a question about the pair may be open, which a box or the view would close. */
async function saveTheGrant({ ask, decoder, vault }: Services, { facts, text }: KeyOrigin): Promise<void> {
  const voice = decoder.voice();
  try {
    const { record } = await vault.save({ kind: "grant", text }, { label: freeLabel(labelOf(facts, voice), vault.all()) });
    void ask.showInformation(voice.t("The grant is saved as “{0}”, with its S3 credentials below it.", record.label));
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(error.message);
  }
}

/** What becomes of S3 credentials that are saved: whoever leaves has them in the view. */
export async function handOutPair(services: Services, record: SavedRecord, isPublic: boolean): Promise<void> {
  const { ask, decoder, saved } = services;
  const { t } = decoder.voice();
  const title = t("Hand Out S3 Credentials");
  const way = isPublic
    ? await ask.pick<"link" | "program">({
        title,
        placeholder: t("They are saved. What do you need them for now?"),
        items: [
          { label: t("Share Link…"), description: t("which opens in any browser"), value: "link" },
          { label: t("For a Program…"), description: t("to the clipboard or a file"), value: "program" },
        ],
      })
    : "program";
  if (way === "program") await exportRecords(services, [record], title, t("They are saved. For which program do you need them now?"));
  const node = way === "link" ? await saved.reveal(record.id) : undefined;
  if (node) await (await import("../shareLink")).shareLink(services, [node]);
}
