import { TextField } from "@/components/forms/text-field";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";

/** The fields for an organization's first admin. Without autofill, which would enter the system admin's own data. */
export function FirstAdminFields() {
  return (
    <>
      <TextField name="admin_name" label="Admin’s name" autoComplete="off" spellCheck={false} required />
      <TextField
        name="admin_email"
        type="email"
        label="Admin’s e-mail address"
        hint={`We send this address a link that works for ${INVITATION_LIFETIME_DAYS} days. If the address has an account, only that account can use the link. Otherwise, anyone who has the link can become an admin of the organization.`}
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
