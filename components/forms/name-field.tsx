import { TextField } from "./text-field";

interface NameFieldProps {
  defaultValue?: string;
  hint?: string;
  autoFocus?: boolean;
}

export function NameField(props: NameFieldProps) {
  return <TextField name="name" label="Your name" {...props} autoComplete="name" spellCheck={false} required />;
}

interface OrganizationNameFieldProps extends NameFieldProps {
  name?: string;
}

export function OrganizationNameField({
  name = "organization_name",
  defaultValue,
  hint = "Your company, team or project. You can change it later.",
  autoFocus,
}: OrganizationNameFieldProps) {
  return (
    <TextField
      name={name}
      label="Organization name"
      hint={hint}
      defaultValue={defaultValue}
      autoFocus={autoFocus}
      autoComplete="organization"
      spellCheck={false}
      required
    />
  );
}
