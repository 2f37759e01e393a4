import { NotebookPen, Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import { NoteCards } from "@/components/notes/note-cards";
import { NotesUsedUp } from "@/components/notes/notes-used-up";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getNotesAllowance } from "@/lib/notes/get-notes-allowance";
import { listNotes } from "@/lib/notes/list-notes";
import { mayWriteNotes } from "@/lib/notes/policy";
import { MAX_SEARCH } from "@/lib/notes/schemas";
import { requireMember, unlessRefused } from "@/lib/web/require";
import { searchParam, type SearchParams } from "@/lib/web/search-params";
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
      What your organization wants to remember will be here: members write it, everybody reads it.
    </EmptyState>
  );
}

function NothingFound({ search, here }: { search: string; here: string }) {
  const action = (
    <LinkButton href={here} variant="secondary" size="sm">
      Show all notes
    </LinkButton>
  );
  return (
    <EmptyState icon={<Search aria-hidden="true" />} title="Nothing found" action={action}>
      No note has “<bdi className="wrap-anywhere">{search}</bdi>” in its title or text.
    </EmptyState>
  );
}

function SearchForm({ here, search }: { here: string; search: string }) {
  return (
    <form method="get" action={here} role="search" className="flex max-w-md gap-3">
      <Input type="search" name="search" defaultValue={search} maxLength={MAX_SEARCH} placeholder="Title or text" aria-label="Search in titles and texts" />
      <Button type="submit" variant="secondary">
        Search
      </Button>
    </form>
  );
}

function Paging({ firstHref, nextHref }: { firstHref: string | null; nextHref: string | null }) {
  if (firstHref === null && nextHref === null) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-3">
      {firstHref !== null && (
        <LinkButton href={firstHref} variant="secondary">
          First page
        </LinkButton>
      )}
      {nextHref !== null && (
        <LinkButton href={nextHref} variant="secondary">
          Next page
        </LinkButton>
      )}
    </nav>
  );
}

export default async function NotesPage({ params, searchParams }: NotesPageProps) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { role, organization } = caller.actor;
  const search = ((await searchParam(searchParams, "search")) ?? "").slice(0, MAX_SEARCH);
  const cursor = await searchParam(searchParams, "cursor");
  const wanted = { search, limit: PAGE_SIZE };
  // An address that lost something on its way, or a page that has emptied meanwhile, shows the first one.
  const asked = cursor ? await unlessRefused(listNotes(caller, { ...wanted, cursor }), "MALFORMED_REQUEST", "VALIDATION_ERROR") : null;
  const later = asked && asked.items.length > 0 ? asked : null;
  const { items, next_cursor } = later ?? (await listNotes(caller, wanted));
  const { max, used, is_used_up } = await getNotesAllowance(caller, {});
  const here = `/org/${organization.slug}/notes`;
  const hrefOf = (query: Record<string, string>) => `${here}?${new URLSearchParams({ ...(search ? { search } : {}), ...query }).toString()}`;
  const newHref = mayWriteNotes(role) && !is_used_up ? `${here}/new` : null;
  const nothing = used === 0 ? <NothingYet newHref={newHref} /> : <NothingFound search={search} here={here} />;
  return (
    <OrganizationFrame caller={caller} current="notes">
      <PageHeader
        title="Notes"
        description={`What ${organization.name} wants to remember.`}
        action={
          newHref && used > 0 && (
            <LinkButton href={newHref}>
              <Plus aria-hidden="true" className="size-4" />
              New note
            </LinkButton>
          )
        }
      />
      {is_used_up && mayWriteNotes(role) && <NotesUsedUp max={max} />}
      {used > 0 && <SearchForm here={here} search={search} />}
      {items.length > 0 ? <NoteCards notes={items} slug={organization.slug} /> : nothing}
      <Paging firstHref={later && (search ? hrefOf({}) : here)} nextHref={next_cursor === null ? null : hrefOf({ cursor: next_cursor })} />
    </OrganizationFrame>
  );
}
