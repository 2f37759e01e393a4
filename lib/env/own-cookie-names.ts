// Names of cookies of ours: the session's, which is configured, must be another one.

export const OWN_COOKIE_NAMES = {
  device: "device",
  signUpFlow: "sign_up_flow",
  invitation: "invitation",
  verification: "verification",
  passwordReset: "password_reset",
  emailChange: "email_change",
  flash: "flash",
} as const;
