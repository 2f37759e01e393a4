import type { Metadata } from "next";
import { cache } from "react";
import { DeleteNote } from "@/components/notes/delete-note";
import { NoteForm } from "@/components/notes/note-form";
import { NoteMeta } from "@/components/notes/note-meta";
import { PageHeader } from "@/components/ui/page-header";
import { getNote } from "@/lib/notes/get-note";
import type { NoteView } from "@/lib/notes/view";
import { missingPage } from "@/lib/web/pages/close-page";
import { requireMember, unlessRefused } from "@/lib/web/adapters/require";
import { OrganizationFrame } from "../../organization-frame";
import { submitDeletion, submitNote } from "../actions";

interface NotePageProps {
  params: Promise<{ org: string; id: string }>;
}

/** Once per request, for the document title and for the page. */
const noteAt = cache(async (org: string, id: string): Promise<NoteView> => {
  return (
    (await unlessRefused(getNote(await requireMember(org), { id }), "NOT_FOUND", "VALIDATION_ERROR")) ??
    (await missingPage())
  );
});

export async function generateMetadata({ params }: NotePageProps): Promise<Metadata> {
  const { org, id } = await params;
  return { title: (await noteAt(org, id)).title };
}

function Reading({ content }: { content: string }) {
  if (content.trim() === "") return <p className="text-muted">This note has a title and no text.</p>;
  return (
    <div dir="auto" className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere">
      {content}
    </div>
  );
}

export default async function NotePage({ params }: NotePageProps) {
  const { org, id } = await params;
  const caller = await requireMember(org);
  const note = await noteAt(org, id);
  const { slug } = caller.actor.organization;
  return (
    <OrganizationFrame caller={caller} current="notes">
      <PageHeader
        title={note.title}
        description={<NoteMeta note={note} />}
        breadcrumb={[{ label: "Notes", href: `/org/${slug}/notes` }, { label: note.may_change ? "Edit note" : "Note" }]}
      />
      {note.may_change ? (
        <>
          <NoteForm slug={slug} action={submitNote} submitLabel="Save note" note={note} />
          <DeleteNote slug={slug} note={note} action={submitDeletion} />
        </>
      ) : (
        <Reading content={note.content} />
      )}
    </OrganizationFrame>
  );
}
