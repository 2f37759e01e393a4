import { TextField } from "./text-field";

const MAX_NAME = 100;
const MAX_ORGANIZATION_NAME = 80;

export function NameField({ defaultValue, hint }: { defaultValue?: string; hint?: string }) {
  return (
    <TextField
      name="name"
      label="Your name"
      hint={hint}
      defaultValue={defaultValue}
      autoComplete="name"
      spellCheck={false}
      maxLength={MAX_NAME}
      required
    />
  );
}

export function OrganizationNameField() {
  return (
    <TextField
      name="organization_name"
      label="Organization name"
      hint="Your company, team or project. You can change it later."
      autoComplete="organization"
      spellCheck={false}
      maxLength={MAX_ORGANIZATION_NAME}
      required
    />
  );
}
