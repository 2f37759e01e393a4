import { NotebookPen, Plus } from "lucide-react";
import type { Metadata } from "next";
import { NoteList } from "@/components/notes/note-list";
import { NotesUsedUp } from "@/components/notes/notes-used-up";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { NothingFound } from "@/components/ui/nothing-found";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { SearchForm } from "@/components/ui/search-form";
import { roleAtLeast } from "@/lib/access/roles";
import { getNotesAllowance } from "@/lib/notes/get-notes-allowance";
import { listNotes } from "@/lib/notes/list-notes";
import { mayWriteNotes } from "@/lib/notes/policy";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";

export const metadata: Metadata = { title: "Notes" };

const PAGE_SIZE = 24;

interface NotesPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

function NothingYet({ newHref }: { newHref: string | null }) {
  const action = newHref && <LinkButton href={newHref}>Write the first note</LinkButton>;
  return (
    <EmptyState icon={<NotebookPen aria-hidden="true" />} title="No notes yet" action={action}>
      Members can write notes, and everyone in the organization can read them.
    </EmptyState>
  );
}

export default async function NotesPage({ params, searchParams }: NotesPageProps) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { role, organization } = caller.actor;
  const page = await listPage(searchParams, ["search"], (query) => listNotes(caller, { ...query, limit: PAGE_SIZE }));
  const { max, used, is_used_up } = await getNotesAllowance(caller, {});
  const here = `/org/${organization.slug}/notes`;
  const billing = roleAtLeast(role, "org_admin") ? `/org/${organization.slug}/billing` : null;
  const newHref = mayWriteNotes(role) && !is_used_up ? `${here}/new` : null;
  return (
    <OrganizationFrame caller={caller} current="notes">
      <PageHeader
        title="Notes"
        description={`${used === 1 ? "1 note" : `${used} notes`}, open to everyone in ${organization.name}.`}
        action={
          newHref &&
          used > 0 && (
            <LinkButton href={newHref}>
              <Plus aria-hidden="true" className="size-4" />
              New note
            </LinkButton>
          )
        }
      />
      {is_used_up && max !== null && mayWriteNotes(role) && <NotesUsedUp max={max} billing={billing} />}
      {used > 0 && <SearchForm here={here} searched="title or text" query={page.query} />}
      {used === 0 && <NothingYet newHref={newHref} />}
      {used > 0 && page.items.length === 0 && (
        <NothingFound isReadable={page.isReadable} here={here} title="No notes found">
          No note has “<bdi className="wrap-anywhere">{page.query.search}</bdi>” in its title or text.
        </NothingFound>
      )}
      {page.items.length > 0 && <NoteList notes={page.items} slug={organization.slug} />}
      <Paging here={here} page={page} />
    </OrganizationFrame>
  );
}
