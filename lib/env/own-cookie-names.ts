// The names of the app's own cookies. The configured name of the session cookie must differ from all of them.

export const OWN_COOKIE_NAMES = {
  device: "device",
  signUpFlow: "sign_up_flow",
  signUpEmail: "sign_up_email",
  oauthFlow: "oauth_flow",
  invitation: "invitation",
  verification: "verification",
  passwordReset: "password_reset",
  emailChange: "email_change",
  flash: "flash",
  theme: "theme",
  organization: "organization",
} as const;
