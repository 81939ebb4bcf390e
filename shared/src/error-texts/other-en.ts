/** What its other pages may meet. */
export const otherErrorTexts = {
  RENDER_HEADLINE_MISSING: 'There is no headline yet.',
  RENDER_FORMAT_UNKNOWN: 'The format of this place is not supported yet.',
  RENDER_IMAGE_MISSING: 'This place is made of its image, and there is none yet.',
  RENDER_IMAGE_TOO_SMALL:
    'The image has {width}×{height} pixels; this place needs {minWidth}×{minHeight} at least. Choose a larger one.',
  RENDER_HEADLINE_TOO_LONG:
    'The headline has {length} characters, {over} more than the {max} that fit here; shorten it.',
  RENDER_BODY_TOO_LONG:
    'The body has {length} characters, {over} more than the {max} that fit here; shorten it.',
  RENDER_BENEFITS_TOO_MANY: 'There are {count} benefits, {over} more than the {max} that fit here.',
  RENDER_BENEFIT_TOO_LONG:
    'Benefit {position} has {length} characters, {over} more than the {max} that fit here; shorten it.',
  RENDER_TERMS_TOO_LONG:
    'The terms have {length} characters, {over} more than the {max} that fit here; shorten them.',
  RENDER_BUTTON_TOO_LONG:
    'The text of the button has {length} characters, {over} more than the {max} that fit here; shorten it.',
  RENDER_ASSET_MISSING: 'The image is not in the store; upload it again.',
  RENDER_LINK_NOT_ALLOWED:
    'It leads neither to an https address nor to a path of the channel that begins with /.',
  RENDER_SMS_TEXT_MISSING: 'There is no SMS text yet.',
  RENDER_SMS_SIGNATURE_MISSING: 'No SMS signature is set.',
  RENDER_SMS_TOO_LONG: 'The message takes {parts} parts, more than the {max} allowed.',
  IMAGE_TYPE_NOT_ALLOWED: 'Only PNG, JPEG and WebP images are taken; the bytes decide, not the file name.',
  IMAGE_DAMAGED: 'The image is damaged or incomplete; choose another file.',
  IMAGE_TOO_LARGE: 'The image is larger than 2 MB; compress it first.',
  IMAGE_TOO_MANY_PIXELS: 'The image has {pixels} pixels, more than the {max} allowed; scale it down first.',
  IMAGE_DIMENSIONS_NOT_ALLOWED: 'The sides of an image are 1 to {max} pixels.',
  RELEASE_WRONG_STATE:
    'This submission is {state} by now, and that does not allow this. Reload to see what happened.',
  RELEASE_CHANGED: 'The content has changed meanwhile; refresh and look again.',
  RELEASE_INVALID: 'What was submitted is incomplete; refresh the page and try again.',
  RELEASE_NO_PLACEMENT: 'At least one placement is needed.',
  RELEASE_WINDOW_OVER: 'The window is over already; choose today or later.',
  TAKEDOWN_REVIEW_CONCLUDED: '{by} has concluded this review already. Reload to see it.',
  TAKEDOWN_REVIEW_BY_STOPPER: 'You made this emergency stop; another approver has to review it.',
  TAKEDOWN_REVIEW_BY_AUTHOR: 'You worked on what was stopped; another approver has to review it.',
  RELEASE_NOT_RUNNING:
    'Nothing of it runs or waits: it has ended, was overtaken or is down already. Refresh to see how it stands.',
  RELEASE_ASSESSMENT_REQUIRED: 'A placement by list or rule needs the impact assessment first.',
  APPROVAL_POLICY_BY_PROPOSER:
    'Who proposed it can only withdraw it; another security administrator confirms or refuses it.',
  APPROVAL_POLICY_DECIDED: 'This change is {state} by now. Reload to see by whom.',
  APPROVAL_POLICY_WAITS: 'A change proposed by {by} waits to be confirmed. See to it first.',
  APPROVAL_POLICY_TOO_MANY:
    'Submissions of {code} would need {needed} approvers of the province; there are {available}. Ask for fewer, or have more people approve first.',
  APPROVAL_POLICY_TENANT_UNKNOWN: 'There is no tenant with the code {code}.',
  APPROVAL_BY_AUTHOR: 'You worked on this submission and cannot decide on it.',
  APPROVAL_NOT_A_PERSON: 'Only people approve.',
  APPROVAL_ALREADY_GIVEN: 'You have approved this. Another approver has to, too.',
  APPROVAL_NOT_YOUR_TURN:
    'It is not your turn yet: the approvers of the step before have to approve first, or it was handed to somebody else.',
  APPROVAL_STEP_MET:
    'Another approver has given the approval of your side; this submission waits for you no more.',
  APPROVAL_NOT_A_CANDIDATE:
    'They cannot take it: an author, somebody who has decided already, or no approver of that tenant.',
  APPROVAL_STEP_OF_SEVERAL: 'This step needs several approvers and cannot be handed to one.',
  APPROVAL_CLOSED: 'This submission has been decided or taken back.',
  APPROVAL_HASH_CHANGED: 'The content in review has another hash than the one on the page.',
  APPROVAL_COMMENT_WITH_APPROVAL: 'Comments on fields are sent with a return or a rejection only.',
  APPROVAL_COMMENT_FIELD_UNKNOWN:
    'The content in review has no such field. Reload and write the comment again.',
  APPROVAL_COMMENT_TWICE: 'A field takes one comment.',
  APPROVAL_COPY_UNKNOWN: 'They cannot be copied: they may not see it, or have been copied already.',
  APPROVAL_REMINDED: 'They were reminded not long ago. You can remind again in {minutes} minutes.',
  APPROVAL_NOT_OPENED: 'You have not opened it as it is now. Open it before you approve it.',
  APPROVAL_BULK_MIXED: 'Only submissions of one kind are approved together. Approve the others apart.',
  APPROVAL_REASON_REQUIRED: 'Returning and rejecting need a reason.',
  LIST_TOO_LARGE: 'The file is larger than 256 MB. Keep only the column with the numbers, or split it.',
  LIST_TOO_MANY_ROWS: 'The file has more than {maxRows} rows. Split it and import the parts.',
  LIST_IMPORT_STARTED: 'This file is being imported already. See it under Imports.',
  LIST_IMPORT_OVER: 'This import is over and cannot be changed.',
  LIST_IMPORT_EXPIRED: 'The file was not imported within 24 hours and was deleted. Upload it again.',
  LIST_IMPORT_INTERRUPTED:
    'The import was interrupted again and again; the list has not changed. Upload the file again, and tell the system administrator if it happens once more.',
  LIST_IMPORTS_WAITING: '{limit} uploaded files wait already. Import or cancel some under Imports first.',
  UPLOAD_CUT: 'The upload broke off before the whole file had arrived. Upload it again.',
  UPLOAD_NO_SPACE: 'The disk of the server is full, so the file was not kept. Tell the system administrator.',
  LIST_EMPTY: 'None of the {rows} rows has a mobile number, so nothing was imported. Check the column.',
  LIST_NAME_TAKEN:
    'There is a list named “{name}” already. Choose another name, or import a new version of that list.',
  LIST_ARCHIVED: 'The list “{name}” is archived and can neither be used nor changed.',
  LIST_IS_BLOCKLIST: 'The list “{name}” is a blocklist: nothing can be aimed by it.',
  FILE_MISSING: 'No file arrived. Choose it again.',
  FILE_EMPTY: 'The file is empty. Choose another one.',
  FILE_NOT_TEXT:
    'This is neither a text file nor an Excel workbook. Save it as CSV or XLSX, then upload that.',
  FILE_ENCODING_MIXED:
    'The file mixes encodings and cannot be read for certain. Save it as UTF-8, then upload it again.',
  FILE_NOT_WORKBOOK: 'This is a ZIP file and no Excel workbook. Unpack it and upload the table in it.',
  FILE_WORKBOOK_OLD:
    'This is a workbook of the former kind (XLS), or one with a password. Save it as XLSX without a password.',
  FILE_WORKBOOK_BROKEN: 'The workbook is damaged or cut off. Save it again in the spreadsheet program.',
  FILE_UNPACKS_TOO_LARGE:
    'The workbook unpacks to too much and was not read. Save the column with the numbers as CSV.',
  FILE_BROKEN:
    'The file cannot be read near line {line}; a quote may not be closed, or a character may be no text. Correct it and upload it again.',
  FILE_COLUMN_UNKNOWN: 'The file has no column {column}. Choose the column with the numbers again.',
  CUSTOMERS_CITY_UNKNOWN: 'There is no city with the code {city}. Choose again.',
  CUSTOMERS_CITIES_MISSING: 'No city was given. Choose at least one.',
  CUSTOMERS_ID_COLUMN_UNKNOWN:
    'The file has no column named “{column}”. Choose the column with the customer ID again.',
  CUSTOMERS_COLUMN_NAME:
    'The column name “{column}” cannot name an attribute: names are not blank, not repeated, without dots and without a dollar sign in front.',
  CUSTOMERS_ROW_LENGTH:
    'Line {line} has {found} cells instead of {expected}. Nothing was imported; correct it and upload it again.',
  CUSTOMERS_ID_BLANK: 'Line {line} has no customer ID. Nothing was imported; correct it and upload it again.',
  CUSTOMERS_ID_REPEATED:
    'Line {line} repeats a customer ID. Nothing was imported; correct it and upload it again.',
  CUSTOMERS_TYPE_CHANGED:
    'The attribute “{column}” is known as “{known}”, but the file has “{found}”; existing rules would misjudge it. Correct the column or rename it.',
  CUSTOMERS_NONE: 'The file holds no customers. Choose another one.',
  ATTRIBUTE_LABEL_TAKEN:
    '“{label}” already stands for the attribute “{name}”, and rules could not be told apart. Choose another name.',
  NUMBERS_EXHAUSTED: 'The prefix {prefix} has no numbers left.',
  RULE_COUNT_TOO_WIDE:
    'The rule has to look at more than {limit} different values, too many to count at once. Use equality, choices or bounds.',
  CONDITION_NOT_AN_OBJECT: 'At “{path}” the rule is no condition.',
  CONDITION_UNKNOWN_OPERATOR: 'At “{path}” the rule uses an operator that does not exist.',
  CONDITION_BAD_OPERAND: 'At “{path}” the value does not fit the operator.',
  CONDITION_BAD_PATH: 'At “{path}” the name of the attribute is not right.',
  CONDITION_BAD_REGEX: 'At “{path}” the pattern cannot be used.',
  CONDITION_TOO_DEEP: 'The rule is nested too deeply. Use fewer levels.',
  CONDITION_TOO_LARGE: 'The rule is too large. Use fewer conditions or values.',
  STANDARD_WRONG_STATE:
    'This version of the standard is {state} by now, and that does not allow this. Reload to see what happened.',
  STANDARD_ARCHIVED: 'The standard is archived and no longer changes.',
  STANDARD_INCOMPLETE: '{count} checks failed; fix what is named and submit again.',
  STANDARD_TITLE_REQUIRED: 'Give the campaign a name.',
  LABEL_REQUIRED: 'Both names are needed (in “Settings”).',
  OFFER_CODE_INVALID: 'A product code is 1–40 letters, digits, underscores, dots or dashes.',
  GIFT_QUANTITY_INVALID: 'The quantity of a gift is 1 to 100,000,000.',
  PERIOD_INVALID: 'Give both days; the last one is not before the first.',
  CONSTRAINT_RANGE_EMPTY: "The guard-rail's lower bound is above its upper one (in “Settings”).",
  IMAGE_NOT_STORED: 'The image is not in the store; upload it again.',
  KEY_UNKNOWN: 'The key does not exist or was revoked.',
  KEY_MISSING: 'The request carries no key.',
  CHANNEL_UNKNOWN: 'There is no channel with the code {channel}. Choose again.',
  CITY_UNKNOWN: 'There is no city with the code {city}. Choose again.',
  CHANNEL_KEY_ALREADY_CREATED:
    'The key “{name}” ({prefix}…) was made the last time; only the answer was lost, and its secret is shown once. Revoke it in the list and make another one.',
  EXPLAIN_NOT_ALLOWED: 'This key has no right to see how decisions are made.',
  CONTENT_CHECK_BLOCKED:
    'Something in {count} places may not stand, so that this cannot go on. Its author has to change it or give evidence, as it says beside each field, and submit it again.',
  CHECK_WORD: 'A listed word: “{found}”. “{law}” “{suggestion}”',
  CHECK_GIFT_NOT_STATED:
    '“{found}” promises a gift, but nothing states its kind, specification, quantity, term and manner ({law}). Fill in the gift field.',
  CHECK_GIFT_VAGUE:
    'A gift of “{found}” says too little ({law}). Say what is given, how much, for how long and in what manner.',
  CHECK_SMS_SIGNATURE:
    'The message has another signature, {found} ({law}). The signature is added when it is sent: delete this one.',
  CHECK_SMS_REFUSAL:
    '“{found}” is not the prescribed way to refuse ({law}). “拒收请回复R” is added when it is sent: delete this one.',
  CHECK_LINK_DOMAIN:
    '{found} is not among the domains that the province allows ({law}). Use an allowed one, or ask the province to add it to the dictionary.',
  CHECK_LINK_DISGUISED:
    '“{found}” hides where it leads: an IP address, a short link, letters that look alike, or another name before an @ ({law}). Use an allowed domain.',
  CHECK_TARIFF_MALFORMED: '“{found}” is no tariff number ({law}). Enter the published one.',
  CHECK_OFFER_FREE:
    'The price is {found} ({law}). If it is free, set the lowest price of the guard-rail to 0; otherwise enter the price.',
  CHECK_OFFER_NOT_NAMED:
    'The price “{found}” is promoted without an offer and its tariff number ({law}). Add an offer field.',
  DICTIONARY_INVALID: 'The dictionary cannot be used as it is, in {count} places. Mend them as they say.',
  DICTIONARY_WORD_TOO_BROAD:
    '“{word}” is too broad: by itself it would raise many false alarms. Write a longer word.',
  DICTIONARY_WORD_TWICE: '“{word}” is in the dictionary already.',
  DICTIONARY_PATTERN_INVALID: '“{word}” is no pattern that can be used.',
  DICTIONARY_PATTERN_TOO_BROAD:
    'The pattern “{word}” finds “{harmless}” by itself, which would raise many false alarms. Make it say more.',
  DICTIONARY_DOMAIN_TOO_BROAD: 'Anybody can register below “{domain}”. Write the whole domain.',
  DICTIONARY_UNCHANGED: 'It says what the present dictionary says: no new version is needed.',
  DICTIONARY_PROPOSED_ALREADY: 'Another version waits to be confirmed. Propose yours once that is settled.',
  DICTIONARY_OUTDATED:
    'Version {version} of the dictionary is in force by now. Reload the page and go on from that version before you submit.',
  DICTIONARY_REASON_MISSING: 'Say why the dictionary is changed.',
  DICTIONARY_WRONG_STATE: 'This version is {state} by now. Reload to see by whom.',
  DICTIONARY_BY_PROPOSER:
    'Nobody confirms a version of their own. Another approver of the province has to confirm it.',
  DICTIONARY_REASON_REQUIRED: 'Say why you refuse.',
  DEMO_HALL_CHANNEL_UNKNOWN: 'The demo hall cannot play the channel “{channel}” yet.',
  DEMO_HALL_KEY_REFUSED:
    'The demo key of the channel “{channel}” was revoked; the channel can no longer be played.',
  DECISION_SUBSCRIBER_INVALID: 'Enter a mobile number of 11 digits, or leave it empty.',
  DECISION_POINT_UNKNOWN: 'There is no point “{point}”, or it belongs to another channel.',
  DECISION_CITY_UNKNOWN: 'There is no city “{city}”, or the key does not cover it.',
  EXCEPTION_FIELD_UNKNOWN:
    'The standard that this campaign is based on has no such field any more. Open the page again.',
  EXCEPTION_NOT_LOOSER:
    'That is not looser than what holds now: allow more characters, prices, hosts or choices, or fewer forbidden words, and keep everything that goes through today.',
  EXCEPTION_EXPIRY_INVALID: 'The last day must lie between {from} and {to}.',
  EXCEPTION_ALREADY_ASKED:
    '{by} has asked for an exception on this field already. Take that back first, or wait for the decision.',
  EXCEPTION_WRONG_STATE:
    'This request is {state} by now, and that does not allow this. Reload to see what happened.',
  DETACHMENT_NO_STANDARD: 'This campaign has no standard any more; reload the page.',
  DETACHMENT_ALREADY_ASKED:
    '{by} has asked to leave the standard already: take that back first, or wait for the decision.',
  EXCEPTION_BY_ASKER: 'Who asked for it does not decide. Ask another approver of the province.',
  PUSH_DUE_PAST: 'The deadline is over. Choose a time to come; take a version that was handed in back first.',
  PUSH_PILOT_UNKNOWN: 'There are no such cities: {codes}. Choose again.',
  PUSH_EVERYWHERE: 'It was pushed to every local campaign already.',
  PROPAGATION_NOT_CORRECTED: 'No mandatory push has replaced anything of this campaign; reload the page.',
  PROPAGATION_NOT_LISTED:
    'The approval of the standard lists no content for this campaign; merge it and have it approved by your city.',
  PROPAGATION_CHANGED:
    'What adopting would show is no longer what the province approved, as something changed in between; reload, merge it and hand it in.',
  PROPAGATION_SETTLED: 'This campaign has moved or was let off. Refresh to see how it stands.',
  STANDARD_CORRECTED:
    'The province has corrected the standard (version {version}): merge it before you submit.',
  STANDARD_RETIRED:
    'The province has retired this standard ({reason}): nothing based on it can be submitted or approved.',
  MERGE_UNDECIDED: 'Some fields are not decided yet. Choose for each.',
  MERGE_FIELD_GONE: 'The new standard does not have this field. Reload the page and try again.',
  MERGE_FIELD_LOCKED: 'The province has locked this field; it cannot be rewritten.',
  MERGE_VALUE_INVALID: 'The rewritten content does not have the right form. Please check it.',
  REVERT_IN_REVIEW:
    'Version {version} is in review (last changed by {by}). An earlier version can be restored once it is withdrawn or decided.',
  REVERT_DRAFT_OPEN:
    '{by} has written into the draft of version {version}; it was not overwritten. Open the draft: submit it, or undo those changes and restore again.',
  REVERT_TO_LATEST: 'This is the latest version already. Edit it directly.',
  MERGE_NOTHING_NEWER: 'It is on the newest standard already; there is nothing to merge.',
  MERGE_TARGET_CHANGED: 'The standard was published once more. Reload the page and merge with the newest.',
  GUARD_RAIL_BROKEN:
    'What was submitted no longer keeps the guard-rails: an exception has ended, a point was switched off, or the city lost a function. Return it, so that its author changes it.',
  STANDARD_NOT_PUBLISHED: 'This standard has no published version.',
  STANDARD_NOT_SHOWN_IN_CITIES:
    'The standard is set to show nothing in cities without a local version. To place it, set it to show the standard and publish it again.',
  STANDARD_NEEDS_LOCAL_VALUES:
    'The standard has fields that each city must fill; the province cannot place it for them.',
  VERSION_WRONG_STATE:
    'This version is {state} by now, and that does not allow this. Reload to see what happened.',
  VERSION_NOT_LATEST: 'There is a later version. Work on the latest one.',
  CAMPAIGN_STILL_RUNNING:
    'The campaign is live or scheduled. It can be archived once it has ended or was taken down.',
  DRAFT_INCOMPLETE: '{count} checks have not passed. Fix them and submit again.',
  TITLE_REQUIRED: 'Give the campaign a name.',
  PLACEMENT_POINT_UNKNOWN: 'There is no such point. Choose again.',
  PLACEMENT_POINT_DISABLED: 'This point is disabled. Choose another.',
  LOCAL_CONTENT_NOT_GRANTED:
    'The province has not granted the city Local content, or has taken it back: local versions cannot be shown.',
  MARKETING_POINTS_NOT_GRANTED:
    'The province has not granted the city Marketing points, or has taken it back: nothing can be placed.',
  PRECISE_MARKETING_NOT_GRANTED:
    'The province has not granted the city Precise marketing, or has taken it back: no list or rule can be used.',
  PLACEMENT_CHANNEL_NOT_ALLOWED: 'The standard does not allow this channel ({channel}).',
  PLACEMENT_WINDOW_REVERSED: 'The last day lies before the first.',
  PLACEMENT_WINDOW_OUTSIDE_PERIOD: 'The window leaves the period of the campaign ({from} to {to}).',
  PLACEMENT_LEVER_OUTSIDE: 'The weight is a whole number from 1 to 100.',
  PLACEMENT_TIER_NOT_ALLOWED: 'Your present duty cannot use this priority.',
  AUDIENCE_RULE_INCOMPLETE: 'A line of the rule is not complete; until it is, the last complete rule holds.',
  AUDIENCE_LIST_REQUIRED: 'No list is chosen: choose one, or another audience.',
  AUDIENCE_RULE_REQUIRED: 'The rule is not there yet: complete a condition, or choose another audience.',
  SAVING_UNIT_IN_PAST: 'The first day cannot lie before today ({today}). Choose today or a later day.',
  EVENT_MALFORMED: 'The event is malformed.',
  EVENT_IN_FUTURE: 'The event says that it happened in the future.',
  EVENT_TOO_LATE: 'The event came too late to be counted.',
  EVENT_DECISION_INVALID: 'The decision id of the event is not valid.',
  EVENT_DECISION_EXPIRED: 'The decision id of the event has expired.',
  EVENT_DECISION_OF_OTHER_CHANNEL: 'The decision of the event belongs to another channel.',
  EVENT_DECISION_REQUIRED: 'An event of this type needs a decision id.',
  EVENT_BUSINESS_REQUIRED: 'The event must name its business.',
  EVENT_CITY_REQUIRED: 'The event must name its city.',
  EVENT_CITY_MISMATCH: 'The city of the event is not that of its decision.',
  EVENT_CITY_UNKNOWN: 'There is no such city, or the key does not cover it.',
  OWN_DUTY: 'Nobody changes the own duties. Ask another security administrator.',
  PASSWORD_OF_SECURITY_ADMIN:
    'A security administrator’s password is reset by another security administrator alone; where there is none, by who runs the server.',
  OWN_PERSON: 'Nobody does this to themselves. Ask another system administrator.',
  LAST_ADMINISTRATOR:
    'The province keeps at least one system and one security administrator without an end. Let somebody else become one first.',
  PERSON_ARCHIVED: '{staffId} is archived. A system administrator takes them back first.',
  DUTIES_ELSEWHERE:
    'This person still has a duty in {tenant}. A security administrator of the province ends it first.',
  DUTY_STARTS_IN_PAST: 'The first day must not lie before today.',
  POINT_CODE_TAKEN: 'The code {code} is taken. Choose another one.',
  POINT_CHANNEL_UNKNOWN: 'There is no channel with the code {channel}. Choose again.',
  POINT_FORMAT_NOT_OF_CHANNEL: 'This format does not fit the channel. Choose again.',
  POINT_FALLBACK_NOT_POSSIBLE:
    'Nothing can be shown in this format of this channel yet. Take the default content away.',
  FALLBACK_CHANGED: 'Other content waits for approval by now. Look at it before you decide.',
  FALLBACK_WRONG_STATE: 'This content is {state} by now. Reload to see by whom.',
  FALLBACK_BY_PROPOSER:
    'Nobody approves default content that they proposed; another approver of the province decides.',
  FALLBACK_REASON_REQUIRED: 'Say why it is refused.',
};
