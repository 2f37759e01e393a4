import { TextField } from "./text-field";

export function NameField({ defaultValue, hint }: { defaultValue?: string; hint?: string }) {
  return (
    <TextField
      name="name"
      label="Your name"
      hint={hint}
      defaultValue={defaultValue}
      autoComplete="name"
      spellCheck={false}
      required
    />
  );
}

interface OrganizationNameFieldProps {
  name?: string;
  defaultValue?: string;
  hint?: string;
}

export function OrganizationNameField({
  name = "organization_name",
  defaultValue,
  hint = "Your company, team or project. You can change it later.",
}: OrganizationNameFieldProps) {
  return (
    <TextField
      name={name}
      label="Organization name"
      hint={hint}
      defaultValue={defaultValue}
      autoComplete="organization"
      spellCheck={false}
      required
    />
  );
}
