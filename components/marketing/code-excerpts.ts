// Excerpts of this app's own source, for the front page. A test compares them with the files. What the text beside an
// excerpt speaks of is between « and », which are not part of the source.

export interface CodeExcerpt {
  title: string;
  text: string;
  /** The file that contains the excerpt. */
  path: string;
  code: string;
}

export const CODE_EXCERPTS: CodeExcerpt[] = [
  {
    title: "Declare the operation",
    text: "Without a role, a rate limit, an input schema and, for a write, an audit entry, it does not compile.",
    path: "lib/organizations/update-organization.ts",
    code: `export const updateOrganization = orgOperation({
  name: "organizations.update",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  «minRole: "org_admin"»,
  «limit: generalLimitOnly»,
  «input: UpdateOrganizationInput»,
  lock: "NO KEY UPDATE",
  run: async ({ db, actor }, { name }) => {
    await db.organization.update({ where: { id: actor.organization.id }, data: { name }, select: { id: true } });
  },
  «audit: ({ actor }) => ({ entityType: "organization", entityId: actor.organization.id, after: { changed: ["name"] } })»,
});`,
  },
  {
    title: "Make it a server action",
    text: "One line. It finds the caller, parses the form, and redirects with a message.",
    path: "app/(organization)/org/[org]/settings/actions.ts",
    code: `export const submitName = «orgAction(updateOrganization, leadsToPage("settings", "organization-saved"))»;`,
  },
  {
    title: "Use it in a form",
    text: "The form works without JavaScript, and shows each error next to its field.",
    path: "components/organizations/organization-name-form.tsx",
    code: `    <Form «action={action}»>
      <input type="hidden" name="org" value={slug} />
      <OrganizationNameField name="name" defaultValue={name} hint="Shown to members, and to people who are invited." />
      <CardFooter hint="The address stays the same.">
        <GuardedButton guard={{ name: "name", until: "differs from", text: name }}>Save</GuardedButton>
      </CardFooter>
    </Form>`,
  },
];

const MARKS = /[«»]/;

/** The parts of an excerpt, in turn plain and marked. The first one is plain. */
export function partsOf(code: string): string[] {
  const indent = /^ */.exec(code)?.[0] ?? "";
  return code
    .split("\n")
    .map((line) => line.slice(indent.length))
    .join("\n")
    .split(MARKS);
}

/** The excerpt as it is in the source. */
export function sourceOf(code: string): string {
  return code.split(MARKS).join("");
}
