export const messages = {
  channels: {
    keys: {
      title: 'Channel keys',
      description:
        'Channels ask for content and report events by a key. A key is for one channel and certain cities.',
      create: 'New key',
      empty: 'There are no channel keys yet',
      emptyText: 'A channel can ask for content once its maintainers have a key.',
      allCities: 'All {count} cities',
      join: ', ',
      explains: 'Sees decision traces',
      demo: 'Demo events',
      inUse: 'In use',
      revoked: 'Revoked',
      revoke: 'Revoke',
      revokeTitle: 'Revoke the key "{name}"',
      revokeText:
        'Within about a second the channel that uses this key can neither ask nor report. This cannot be undone.',
    },
    field: {
      name: 'Name',
      channel: 'Channel',
      cities: 'Cities',
      rate: 'Calls a second',
      rights: 'Further rights',
      createdAt: 'Created',
      state: 'State',
    },
    create: {
      title: 'New channel key',
      failed: 'The key was not made',
      isThere: 'The key is there already',
      choose: 'Choose',
      all: 'All cities',
      channelHint: 'It never changes.',
      nameHint: 'Say which system uses it, so that it can be told apart later.',
      citiesHint: 'The key can ask and report for these cities alone.',
      rateHint: 'Most requests a second; those beyond it are refused.',
      explainHint: 'Answers may tell how each candidate was judged, for finding faults.',
      demoHint: 'Events that are reported with this key are marked as demo events.',
      save: 'Create key',
    },
    secret: {
      title: 'The key was made',
      warning:
        "It is shown this one time. Copy it now and hand it to the channel's maintainers in a safe way; when it is lost, it can only be revoked and made anew.",
      use: 'The channel sends it as a Bearer token in the Authorization header.',
      close: 'It is kept safe, close',
    },
  },
};
