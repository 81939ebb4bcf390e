export const messages = {
  signIn: {
    title: 'Sign in',
    staffId: 'Staff ID',
    staffIdHint: 'For example NJ-OPS-01, in any case',
    password: 'Password',
    submit: 'Sign in',
    missingStaffId: 'Enter your staff ID.',
    missingPassword: 'Enter your password.',
    failed: 'You are not signed in',
    demoTitle: 'Demo accounts',
    demoText: 'Choose one to fill in the form, then sign in.',
    demoFill: 'Fill in {staffId} ({role})',
    points: {
      standard: 'The province publishes standard campaigns with guard-rails',
      local: 'Cities make them local inside the guard-rails and go live by themselves',
      trace: 'Each approval is tied to the exact content and can be verified later',
    },
  },
};
