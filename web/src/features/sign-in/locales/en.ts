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
    newPassword: {
      title: 'Set a new password',
      why: 'The present password of {name} ({staffId}) was set by an administrator. Replace it by one that only you know; everything else opens after that.',
      current: 'Password from the administrator',
      submit: 'Save and continue',
      leave: 'Sign out',
    },
    points: {
      standard: 'The province publishes standard campaigns with guard-rails',
      local: 'Cities make them local inside the guard-rails and go live by themselves',
      trace: 'Each approval is tied to the exact content and can be verified later',
    },
  },
};
