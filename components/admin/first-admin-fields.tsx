import { TextField } from "@/components/forms/text-field";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";

/** Who is invited to be an organization's admin; not the reader, whose own data a browser must not fill in. */
export function FirstAdminFields() {
  return (
    <>
      <TextField name="admin_name" label="Admin's name" autoComplete="off" spellCheck={false} required />
      <TextField
        name="admin_email"
        type="email"
        label="Admin's e-mail address"
        hint={`We send a link there that works for ${INVITATION_LIFETIME_DAYS} days. Anyone who has it can become an admin of the organization.`}
        autoComplete="off"
        inputMode="email"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
    </>
  );
}
