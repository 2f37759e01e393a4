import type { Metadata } from "next";
import { DeleteNote } from "@/components/notes/delete-note";
import { NoteForm } from "@/components/notes/note-form";
import { NoteMeta } from "@/components/notes/note-meta";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/web/adapters/require";
import { noteAt } from "@/lib/web/entrances/notes/note-at";
import { OrganizationFrame } from "../../../organization-frame";
import { submitDeletion, submitNote } from "../../actions";

interface EditNotePageProps {
  params: Promise<{ org: string; id: string }>;
}

export async function generateMetadata({ params }: EditNotePageProps): Promise<Metadata> {
  const { org, id } = await params;
  return { title: `Edit “${(await noteAt(org, id)).title}”` };
}

export default async function EditNotePage({ params }: EditNotePageProps) {
  const { org, id } = await params;
  const caller = await requireMember(org);
  const note = await noteAt(org, id);
  const { slug } = caller.actor.organization;
  const notes = `/org/${slug}/notes`;
  return (
    <OrganizationFrame caller={caller} current="notes" trail={[{ label: note.title, href: `${notes}/${note.id}` }]}>
      <PageHeader title="Edit note" description={<NoteMeta note={note} />} />
      {note.may_change ? (
        <>
          <NoteForm slug={slug} action={submitNote} submitLabel="Save note" note={note} />
          <DeleteNote slug={slug} note={note} action={submitDeletion} />
        </>
      ) : (
        <Alert tone="info" title="You can read this note">
          Only its author or an admin can change it. An author whose role is now Reader cannot.
        </Alert>
      )}
    </OrganizationFrame>
  );
}
