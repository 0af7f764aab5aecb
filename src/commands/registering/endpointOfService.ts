import * as vscode from "vscode";
import { baseOf, chooseEndpoint, defaultEndpoints, edgeOrigin } from "../../edge/endpoints";
import { readSetting } from "../../platform/settings";
import { showOutside } from "../../platform/showOutside";
import { consoleName } from "../contacting/consoleWords";
import type { Contact } from "../contacting/askSatellite";
import { failureText } from "../contacting/satelliteWords";
import type { Services } from "../services";

const setting = "storjGrants.edge.authService";

/** A host name has at most 253 characters: all of it is seen, and something of a folder. */
const longestName = 400;

/** The auth service that a grant goes to, and how it is called. */
export interface AuthService {
  readonly url: URL;
  readonly name: string;
  readonly chosenBy: "setting" | "satellite" | "console" | "default";
}

/** What an edge service is called: `auth.storjshare.io`, with its scheme where that is not https. */
function serviceName(url: URL): string {
  return showOutside(baseOf(url).replace(/^https:\/\//, ""), longestName);
}

/** What a satellite names in place of Storj's services, or an account's console of the project, as they sent it. */
export interface Proposed {
  readonly authService: string | undefined;
  /** Goes with that auth service, and is agreed to with it: to whom links lead has access key ids that open what is public. */
  readonly linkSharing: string | undefined;
  /** The origin of the console that named them; undefined where the satellite itself did, which has proved who it is. */
  readonly console?: string | undefined;
}

/**
 * Which auth service may get a grant: what the person has set, else what the satellite proposes, once they agreed to it, else Storj's.
 * Undefined where they did not agree, or where it is no usable address: then that has been told.
 */
export async function authServiceFor(
  services: Services,
  contact: Contact,
  proposed: Proposed,
  tried: string,
): Promise<AuthService | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const endpoint = chooseEndpoint(readSetting(vscode.workspace, setting), proposed.authService, defaultEndpoints.authService);
  if (endpoint.problem !== undefined) {
    const written = showOutside(endpoint.text, 100);
    const open = t("Open Setting");
    const wrong =
      endpoint.problem === "setting"
        ? t("the setting {0} is no address of an auth service: “{1}”", setting, written)
        : proposed.console === undefined
          ? t("the satellite {0} names an auth service whose address can't be used: “{1}”", contact.name, written)
          : t("the console {0} names an auth service whose address can't be used: “{1}”", consoleName(proposed.console), written);
    const next =
      endpoint.problem === "setting"
        ? t("It must begin with https:// and have no user name, query or fragment. Empty, it leaves the choice to the satellite.")
        : t("Choose one yourself with the setting {0}.", setting);
    void ask.showError(failureText(tried, { wrong, next }), { actions: [open] }).then((answer) => {
      if (answer === open) void vscode.commands.executeCommand("workbench.action.openSettings", setting);
    });
    return undefined;
  }
  const { url, chosenBy } = endpoint;
  const service = { url, name: serviceName(url), chosenBy };
  if (chosenBy !== "satellite") return service;
  // What would be taken anyway is no choice of the satellite's.
  if (baseOf(url) === defaultEndpoints.authService) return { ...service, chosenBy: "default" };
  if (!(await isAgreedTo(services, contact, service, proposed))) return undefined;
  return proposed.console === undefined ? service : { ...service, chosenBy: "console" };
}

/**
 * Asks once for each satellite and service: they never have encryption keys, and must not choose alone who gets them. What a console says is not
 * agreed to as its satellite's word, and of one satellite not for another: any console can claim to be of any.
 */
async function isAgreedTo(
  { approved, ask, decoder }: Services,
  { name, nodeId }: Contact,
  service: AuthService,
  { console, linkSharing }: Proposed,
): Promise<boolean> {
  const { t } = decoder.voice();
  const by = console === undefined ? nodeId : `${console} ${nodeId}`;
  // What can't be used is told when a link is wanted.
  const proposedLinks = linkSharing === undefined ? undefined : edgeOrigin(linkSharing);
  const links = proposedLinks && baseOf(proposedLinks) !== defaultEndpoints.linkSharing ? proposedLinks : undefined;
  // Who may have links, which open what is public, may not yet have grants.
  const named = [baseOf(service.url), ...(links ? [`links ${baseOf(links)}`] : [])];
  if (named.every((one) => approved.has(by, one))) return true;
  const agree = t("Use It");
  const standard = serviceName(new URL(defaultEndpoints.authService));
  const whose =
    console === undefined
      ? t("The satellite {0} names it, in place of Storj's {1}.", name, standard)
      : t("The console {0}, which you have signed in to, names it for the project at the satellite {1}, in place of Storj's {2}.", consoleName(console), name, standard);
  const why = t("It would get the grant with its encryption key, and could read all that the grant may read. You are asked once for each satellite and service. To choose yourself, use the setting {0}.", setting);
  const also = links ? t("Links with what it registers as public would lead to {0}, which is named as well.", serviceName(links)) : "";
  const answer = await ask.showWarning(t("Use the auth service {0}?", service.name), {
    modal: true,
    detail: `${whose} ${why} ${also}`.trim(),
    actions: [agree],
  });
  if (answer !== agree) return false;
  for (const one of named) await approved.add(by, one);
  return true;
}
