import type { Voice } from "../../decoder/voice";
import { chooseS3Pair, type Purpose, registerGrantOf } from "./chooseS3Pair";
import { endedBecause, mayAllow, type S3Pair } from "./s3Pair";
import type { Services } from "../services";

/**
 * The public S3 pair that links are made with; a grant without one can be registered on the way. Undefined where the person left,
 * or was told why there is none.
 */
export async function choosePublicPair(services: Services, args: readonly unknown[], title: string): Promise<S3Pair | undefined> {
  const purpose = publicPurpose(title, services.decoder.voice());
  const chosen = await chooseS3Pair(services, args, purpose);
  // Before it is registered anew, which nothing that has ended can be.
  const usable = chosen && isUsable(services, chosen) ? chosen : undefined;
  if (!usable || usable.credential.isPublic === true) return usable;
  const made = await madePublic(services, usable, purpose);
  return made && (made === usable || isUsable(services, made)) ? made : undefined;
}

/** Whether links with a pair open anything, as far as is known here; where they don't, that is told. */
function isUsable({ ask, decoder, vault }: Services, pair: S3Pair): boolean {
  const voice = decoder.voice();
  const { t } = voice;
  const ended = endedBecause(pair, vault.all(), voice);
  if (ended !== undefined) void ask.showError(t("No link was made, for it would open nothing: {0}. Use another grant.", ended));
  else if (!mayAllow(pair, "read")) {
    void ask.showError(t("No link was made, for it would open nothing: the grant does not allow to read. Use one that does."));
  } else return true;
  return false;
}

function publicPurpose(title: string, { t }: Voice): Purpose {
  return {
    title,
    accepts: ({ credential }) => credential.isPublic === true,
    isPublic: true,
    missing: {
      message: (name) => t("{0} has no public access key id yet.", name),
      detail: t("The link service opens links for access key ids that are registered as public. The grant has to be registered first: you are told which service gets it, and asked before anything is sent."),
      action: t("Register as Public…"),
    },
  };
}

/** A pair that is public after all: the grant's new one, or this one where the person knows more than is saved. */
async function madePublic(services: Services, pair: S3Pair, purpose: Purpose): Promise<S3Pair | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const register = t("Register Its Grant as Public…");
  const isPublic = t("It Is Public");
  const isKnown = pair.credential.isPublic === false;
  const message = isKnown ? t("These S3 credentials are not public.") : t("It is not known whether these S3 credentials are public.");
  const why = t("The link service opens links for access key ids that are registered as public, and for no others.");
  const detail = pair.grant ? why : `${why} ${t("The grant that they come from is not saved: save it, and register it as public.")}`;
  const actions = [...(pair.grant ? [register] : []), ...(isKnown ? [] : [isPublic])];
  const answer = await ask.showInformation(message, { modal: true, detail, actions });
  if (answer === register) return registerGrantOf(services, pair, purpose);
  return answer === isPublic ? pair : undefined;
}
