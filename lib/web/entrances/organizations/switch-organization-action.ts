// Switching leads to the other organization's dashboard.
import "server-only";
import { switchOrganization } from "@/lib/organizations/switch-organization";
import { formAction } from "@/lib/web/adapters/action";

export const switchOrganizationAction = formAction(switchOrganization, {
  done: ({ slug }) => Promise.resolve({ redirectTo: `/org/${slug}` }),
});
