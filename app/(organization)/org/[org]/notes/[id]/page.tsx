import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { Copilot } from "@/components/notes/copilot";
import { NoteFacts } from "@/components/notes/note-facts";
import { NoteText } from "@/components/notes/note-text";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getCopilot } from "@/lib/copilot/get-copilot";
import { mayWriteNotes } from "@/lib/notes/policy";
import { requireMember } from "@/lib/web/adapters/require";
import { noteAt } from "@/lib/web/entrances/notes/note-at";
import { OrganizationFrame } from "../../organization-frame";
import { askCopilot, submitNote } from "../actions";

interface NotePageProps {
  params: Promise<{ org: string; id: string }>;
}

export async function generateMetadata({ params }: NotePageProps): Promise<Metadata> {
  const { org, id } = await params;
  return { title: (await noteAt(org, id)).title };
}

export default async function NotePage({ params }: NotePageProps) {
  const { org, id } = await params;
  const caller = await requireMember(org);
  const note = await noteAt(org, id);
  const { role } = caller.actor;
  const copilot = mayWriteNotes(role) ? await getCopilot(caller, { id: note.id }) : null;
  const notes = `/org/${caller.actor.organization.slug}/notes`;
  return (
    <OrganizationFrame caller={caller} current="notes" trail={[]}>
      <PageHeader
        title={note.title}
        action={
          note.may_change && (
            <LinkButton href={`${notes}/${note.id}/edit`}>
              <Pencil aria-hidden="true" className="size-4" />
              Edit note
            </LinkButton>
          )
        }
      />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <NoteText content={note.content} />
        <div className="grid grid-cols-1 gap-8">
          {copilot && (
            <Copilot
              slug={caller.actor.organization.slug}
              note={note}
              copilot={copilot}
              isAdmin={role === "org_admin"}
              action={askCopilot}
              apply={submitNote}
            />
          )}
          <NoteFacts note={note} />
        </div>
      </div>
    </OrganizationFrame>
  );
}
