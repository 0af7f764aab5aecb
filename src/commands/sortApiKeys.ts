import { BACK } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import type { KeyOrder, KeyQuery } from "../satellite/console";
import { orderName } from "../views/apiKeys/apiKeyItem";
import { chooseProject } from "./asking/chooseApiKey";
import type { Services } from "./services";

type Order = Pick<KeyQuery, "order" | "isDescending">;

const orders = (["name", "date", "creator"] as const satisfies readonly KeyOrder[]).flatMap((order): Order[] => [
  { order, isDescending: false },
  { order, isDescending: true },
]);

/** Has the satellite sort the API keys of a project in another way. */
export async function sortApiKeys(services: Services, args: readonly unknown[]): Promise<void> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Sort API Keys");
  const chosen = await chooseProject(services, args, title);
  if (!chosen) return;
  const { account, project } = chosen;
  const query = apiKeys.query(account.id, project.id);
  const isNow = ({ order, isDescending }: Order): boolean => order === query.order && isDescending === query.isDescending;
  const picked = await ask.pick<Order>({
    title,
    placeholder: t("In which order are the API keys of {0} shown?", showOutside(project.name, 60)),
    items: orders.map((order) => ({ label: orderName(order, t), description: isNow(order) ? t("as now") : "", picked: isNow(order), value: order })),
  });
  if (picked === undefined || picked === BACK) return;
  await apiKeys.arrange(account.id, project.id, picked);
  await apiKeys.reveal(account.id, project.id);
}
