// The input of organization operations. The format of a slug is not validated: a malformed slug gets NOT_FOUND, like an
// unknown one.
import "server-only";
import { z } from "zod";
import { pageShape } from "@/lib/lists/schemas";
import { atMost } from "@/lib/text/at-most";
import { nameSchema } from "@/lib/text/name-schema";

const EXAMPLE = "Analytical Engines";

export const OrganizationName = nameSchema(80, "Please enter the name of the organization.").meta({ examples: [EXAMPLE] });

export const CreateOrganizationInput = z.strictObject({ name: OrganizationName });

export const UpdateOrganizationInput = z.strictObject({ name: OrganizationName });

export const DeleteOrganizationInput = z.strictObject({
  name: z
    .string({ error: "Please type the name of the organization." })
    .check(atMost(400, "This is not the name of the organization."))
    .meta({ description: "The name of the organization, as a confirmation.", examples: [EXAMPLE] }),
});

export const ListMyOrganizationsInput = z.strictObject(pageShape);

export const SwitchOrganizationInput = z.strictObject({ organization: z.string().check(atMost(200)) });
