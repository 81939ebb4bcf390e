export const messages = {
  workbench: {
    title: 'Workbench',
    lead: {
      first: '{duty}: {count} thing to do: “{title}”. | {duty}: {count} things to do; start with “{title}”.',
      none: '{duty}: nothing to do.',
      watch: '{duty}: what to look at now.',
    },
    all: 'See all',
    approver: { PROVINCE: '{tenant} province approvers', CITY: '{tenant} city approvers' },
    span: {
      days: '{count} day | {count} days',
      hours: '{count} hour | {count} hours',
      now: 'under an hour',
    },
    level: { bad: 'Urgent', warn: 'Due soon', note: 'Note' },
    urgency: { OVERDUE: 'Overdue', TODAY: 'By today', WEEK: '7 days', LATER: 'Later' },
    due: {
      asked: 'due {at}',
      missed: 'was due {at}',
      starts: 'window opens {at}',
      started: 'window opened {at}',
      late: 'overdue by {span}',
      left: '{span} left',
    },
    reason: ': {reason}',
    since: { visit: 'since the last visit', week: 'in the last 7 days' },
    attention: {
      title: 'Needs attention',
      none: 'Nothing needs attention.',
      go: 'Open',
      look: 'View',
      goOf: 'Open: {what}',
      APPROVE_LATE:
        '{count} submission is overdue, or its window is open: “{title}”. | {count} submissions are overdue, or their windows are open, the most pressing is “{title}”.',
      APPROVE:
        '{count} submission waits for a decision: “{title}”. | {count} submissions wait for a decision, the most pressing is “{title}”.',
      WAITING_STARTS:
        '{count} submission of mine is undecided and its window opens within a day or is open: talk to the approvers. | {count} submissions of mine are undecided and their windows open within a day or are open: talk to the approvers.',
      WAITING_LATE:
        '{count} submission of mine has waited for more than 2 days; its approvers may need a reminder. | {count} submissions of mine have waited for more than 2 days; their approvers may need a reminder.',
      WAITING:
        '{count} submission of mine waits for a decision. | {count} submissions of mine wait for a decision.',
      RETURNED_LATE:
        '{count} submission came back and its time is up, or its window is open: “{title}”. | {count} submissions came back and their time is up, or their windows are open, the most pressing is “{title}”.',
      RETURNED:
        '{count} submission came back; change it as the reason says and hand it in again: “{title}”. | {count} submissions came back; change them as the reasons say and hand them in again, first “{title}”.',
      PUBLISH_LATE:
        '{count} standard was approved and left unpublished, so cities cannot use it: “{title}”. | {count} standards were approved and left unpublished, so cities cannot use them, first “{title}”.',
      PUBLISH:
        '{count} standard is approved; cities can use it once it is published: “{title}”. | {count} standards are approved; cities can use them once they are published, first “{title}”.',
      POINT_OFF:
        '{count} placement is on a point that is switched off, so no customer sees it: “{title}”. | {count} placements are on points that are switched off, so no customer sees them, such as “{title}”.',
      MERGE_LATE:
        '{count} local campaign is past its date for merging the new standard, most urgently “{title}”. | {count} local campaigns are past their date for merging the new standard, most urgently “{title}”.',
      MERGE:
        '{count} local campaign has a newer standard to merge: “{title}”. | {count} local campaigns have a newer standard to merge, first “{title}”.',
      LIST_OUTDATED:
        '{count} placement aims by an old version of a list that has a newer one: “{title}”. | {count} placements aim by old versions of lists that have newer ones, such as “{title}”.',
      LOCALISE:
        '{count} published standard has no local version: “{title}”. | {count} published standards have no local version, such as “{title}”.',
      DRAFT_STARTS:
        '{count} draft is not submitted, and its window is open or opens within a day: “{title}”. | {count} drafts are not submitted, and their windows are open or open within a day, such as “{title}”.',
      DRAFT:
        '{count} draft was left for a week: “{title}”. | {count} drafts were left for a week, such as “{title}”.',
      ENDING:
        '{count} campaign ends within 3 days and has no successor. | {count} campaigns end within 3 days and have no successor.',
      GOING_LIVE: '{count} campaign goes live within a day. | {count} campaigns go live within a day.',
      REFUSALS: '{count} act was refused {since}. | {count} acts were refused {since}.',
      DECISIONS: '{count} decision was taken {since}. | {count} decisions were taken {since}.',
      LOCKED_ACCOUNTS:
        '{count} account is locked after wrong passwords. | {count} accounts are locked after wrong passwords.',
      ENDING_DUTIES:
        '{count} duty ends within 14 days; somebody must say what comes after. | {count} duties end within 14 days; somebody must say what comes after.',
      NO_KEYS: 'No channel key is in use, so no channel gets any content.',
    },
    why: {
      APPROVE: 'Submitted by {by} of {tenant}',
      DETACHMENT: '{by} of {tenant} asks to leave the standard',
      EXCEPTION: 'Exception on “{about}”, asked for by {by} of {tenant}',
      RETURNED: 'Returned by {by}',
      REJECTED: 'Rejected by {by}',
      PUBLISH: 'Approved and not published',
      LOCALISE: 'Published by the province, no version of this city',
      POINT_OFF: 'The point “{about}” is switched off; no customer sees it',
      MERGE: '{by} published a newer standard',
      STANDARD_RETIRED: '{by} retired its standard; what ran is paused',
      CORRECTED: 'Corrected by the province; this city has to confirm it',
      LIST_OUTDATED: 'The list “{about}” has a newer version than the one in use',
      DRAFT: 'Draft, last changed by {by}',
    },
    act: {
      APPROVE: 'Decide',
      EXCEPTION: 'Decide',
      DETACHMENT: 'Decide',
      RETURNED: 'Change',
      REJECTED: 'View',
      PUBLISH: 'Publish',
      LOCALISE: 'Localise',
      POINT_OFF: 'Adjust',
      MERGE: 'Merge',
      STANDARD_RETIRED: 'Look into it',
      CORRECTED: 'Confirm',
      LIST_OUTDATED: 'Adjust',
      DRAFT: 'Continue',
    },
    toDo: {
      title: 'To do',
      sentence: '{count} in all. | {count} in all, the most pressing first.',
      empty: 'Nothing to do. What is submitted, returned or published appears here.',
      rest: '{count} more, less pressing, follows when those above are done. | {count} more, less pressing, follow when those above are done.',
    },
    waiting: {
      title: 'My submissions in review',
      sentence: '{count} submission waits for a decision. | {count} submissions wait for a decision.',
      with: 'With the {approver}',
      waited: 'for {span}',
      starts: 'window opens',
      empty:
        'Nothing waits for a decision. When a campaign is finished, choose “Submit for review” on its page.',
    },
    news: {
      title: 'Since the last visit',
      sentence: '{count} change since {since}. | {count} changes since {since}.',
      first: '{count} change in the last 7 days. | {count} changes in the last 7 days.',
      empty: 'Nothing changed since {since}.',
      emptyFirst: 'Nothing changed in the last 7 days. Decisions, publications and windows appear here.',
    },
    guide: {
      title: 'First steps',
      progress: '{done} of {total} done; steps tick themselves.',
      finished: 'All done.',
      hide: 'Hide the guide',
      done: '(done)',
      steps: {
        CREATE_STANDARD: {
          title: 'Create a standard campaign',
          text: 'Choose fields from the palette and give each its guard-rails.',
        },
        SUBMIT_STANDARD: {
          title: 'Submit it for review',
          text: 'Open the draft, look at the preview, hand it to the approvers.',
        },
        PUBLISH_STANDARD: {
          title: 'Publish it',
          text: 'After the approval it is published; then cities can use it.',
        },
        LOCALISE: {
          title: 'Localise a standard',
          text: 'Open a published standard and choose “Localise”.',
        },
        IMPORT_LIST: {
          title: 'Import a list',
          text: 'Upload a file of numbers and look before importing; numbers are kept as hashes alone.',
        },
        PLACE: {
          title: 'Place it on a marketing point',
          text: 'Open the draft of a local campaign; its second step chooses point, window and audience.',
        },
        SUBMIT_LOCAL: {
          title: 'Submit it for review',
          text: 'When the third step shows no problem, hand it to the city approvers.',
        },
        DECIDE: {
          title: 'Decide on a first submission',
          text: 'Open one, look at content, reach and effect, then approve or return it.',
        },
        READ_NEWS: {
          title: 'Read a notification',
          text: 'Your notifications are under the bell at the top right.',
        },
        MONITOR: {
          title: 'Look at the numbers',
          text: 'See impressions, clicks, orders and savings under Monitoring.',
        },
        SEARCH_AUDIT: {
          title: 'Search the audit log',
          text: 'Find who did what by person, subject or result.',
        },
        READ_HISTORY: {
          title: 'Read the history of a campaign',
          text: 'From draft to end: who approved which content.',
        },
        READ_APPROVALS: {
          title: 'Look through the approvals',
          text: 'The reason of each decision, and the content it was about.',
        },
        CREATE_KEY: {
          title: 'Make a key for a channel',
          text: 'A channel gets content and reports events by its key, which is shown once.',
        },
      },
    },
    upcoming: {
      title: 'Going live and ending',
      sentence: 'In the next {days} days: {live} going live, {ends} ending.',
      empty: 'Nothing goes live or ends in the next {days} days.',
      GOES_LIVE: 'Goes live',
      ENDS: 'Ends',
    },
    refusals: {
      title: 'Latest refusals',
      sentence: 'Access without permission or to what does not exist, the latest first.',
      empty: 'Nothing was refused.',
    },
    keys: {
      title: 'Channel keys',
      sentence: '{active} keys in use for {channels} channels; {revoked} revoked.',
      empty:
        'There are no channel keys yet. Make one under System · Channel keys when a channel is to be connected.',
      cities: '{count} city | {count} cities',
      demo: 'demo',
    },
  },
  notifications: {
    title: 'Notifications',
    description:
      'Submissions, decisions, publications, windows and imports of lists that concern you, kept for {days} days.',
    bell: 'Notifications, {count} unread',
    unread: 'Unread:',
    markRead: 'Mark as read',
    markReadOf: 'Mark as read: {title}',
    markAllRead: 'Mark all as read',
    noneUnread: 'Nothing is unread.',
    seeAll: 'See all notifications',
    boxes: 'Which notifications',
    box: { all: 'All', unread: 'Unread' },
    boxAbout: {
      all: 'The newest first, with those that were read.',
      unread: 'To open one is to have read it.',
    },
    kind: 'Kind',
    anyKind: 'All kinds',
    kinds: {
      SUBMITTED: 'To approve',
      APPROVED: 'Approved',
      RETURNED: 'Returned',
      REJECTED: 'Rejected',
      PUBLISHED: 'New standard',
      WENT_LIVE: 'Went live',
      ENDED: 'Ended',
      OVERTAKEN: 'Overtaken',
      EXCEPTION_ASKED: 'Exception asked for',
      EXCEPTION_GRANTED: 'Exception granted',
      EXCEPTION_REFUSED: 'Exception refused',
      EXCEPTION_REVOKED: 'Exception revoked',
      DETACHMENT_ASKED: 'Asks to leave',
      DETACHMENT_GRANTED: 'Let go',
      DETACHMENT_REFUSED: 'Not let go',
      TAKEN_DOWN: 'Taken down',
      IMPORT_DONE: 'List imported',
      IMPORT_FAILED: 'List not imported',
      PAUSED: 'Paused',
      PUSHED: 'Newer standard',
      PUSH_REMINDED: 'Reminder',
      PUSH_WAIVED: 'Let off',
      PUSH_MISSED: 'Missed',
      STANDARD_RETIRED: 'Standard retired',
      CORRECTED: 'Corrected',
    },
    sentence: {
      SUBMITTED: '{by} of {from} submitted “{title}”',
      APPROVED: '“{title}” was approved by {by}',
      APPROVED_STANDARD: '“{title}” was approved by {by} and can be published',
      RETURNED: '“{title}” was returned by {by}',
      REJECTED: '“{title}” was rejected by {by}',
      PUBLISHED: 'The province published the standard “{title}”; it can be localised',
      WENT_LIVE: '“{title}” went live',
      ENDED: '“{title}” ended',
      OVERTAKEN: 'A later version took the place of “{title}”',
      EXCEPTION_ASKED: '{by} of {from} asks for an exception in “{title}”',
      EXCEPTION_GRANTED: 'The province granted an exception in “{title}”',
      EXCEPTION_REVOKED: 'The province revoked an exception in “{title}”',
      DETACHMENT_ASKED: '{by} of {from} asks to let “{title}” leave its standard',
      DETACHMENT_GRANTED: 'The province let “{title}” leave its standard',
      DETACHMENT_REFUSED: 'The province did not let “{title}” leave its standard',
      EXCEPTION_REFUSED: 'The province refused an exception in “{title}”',
      TAKEN_DOWN: '{by} of {from} took “{title}” down in an emergency; no channel shows it any more',
      IMPORT_DONE: 'The list “{title}” was imported',
      IMPORT_FAILED: 'The list “{title}” was not imported; open it to see why',
      PAUSED:
        'The province paused “{title}” because its standard changed; its content is untouched. It goes on once the merged version is approved',
      PUSHED: 'The standard of “{title}” has a newer version: have a look and merge it',
      PUSH_REMINDED: '{by} reminds you to merge the newer standard into “{title}”',
      PUSH_WAIVED: '{by} lets “{title}” stay as it is',
      STANDARD_RETIRED: '{by} retired the standard of “{title}”',
      CORRECTED: 'The province corrected “{title}”; the new version runs, please confirm',
      PUSH_MISSED: '“{title}” is past its date for merging the newer standard',
    },
    empty: {
      all: 'No notifications yet',
      unread: 'Nothing is unread',
      text: 'What others submit, decide or publish and concerns you appears here.',
    },
  },
};
