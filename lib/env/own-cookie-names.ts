// The names of the app's own cookies. The session cookie's configured name must be a different one.

export const OWN_COOKIE_NAMES = {
  device: "device",
  signUpFlow: "sign_up_flow",
  signUpEmail: "sign_up_email",
  invitation: "invitation",
  verification: "verification",
  passwordReset: "password_reset",
  emailChange: "email_change",
  flash: "flash",
  theme: "theme",
  organization: "organization",
} as const;
