/** The sign-in of an installation with demo data. Public by nature: production refuses to start with it. */
export const demoAccount = {
  email: 'demo@kolony.example',
  password: 'Kolony-demo-2026',
  name: '林晓',
} as const;
