// Creating an organization leads to its dashboard.
import "server-only";
import { createOrganization } from "@/lib/organizations/create-organization";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

export const createOrganizationAction = formAction(createOrganization, {
  done: ({ slug }) => goOn(`/org/${slug}`, "organization-created"),
});
