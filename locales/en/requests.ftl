requests-which = Which requests
requests-list = Requests
requests-tab-open = To decide
requests-tab-accepted = Accepted
requests-tab-refused = Refused
requests-empty-open = No requests to decide
requests-empty-accepted = No request has been accepted yet
requests-empty-refused = No request has been refused yet
requests-empty-why = New requests appear here by themselves.
requests-offline = You are offline
requests-offline-why = Requests are kept at the service only. They appear as soon as it can be reached again; nothing is lost.
requests-offline-still = The service cannot be reached. Nothing was decided; try again in a moment.
requests-retry = Try again
requests-more = Show older ones
requests-rule-short = Rule
requests-similar-short = Known?
requests-rule = Organisations of this kind get no account: { $reason } (rule in force since { $date }).
requests-rule-why = The service does not let this request be accepted while the rule is in force.
requests-similar =
    { $count ->
        [one] There is an organisation with this name, or nearly: { $codes }
       *[other] There are organisations with this name, or nearly: { $codes }
    }
requests-similar-why = Is it the same organisation? Choose it when you accept. If it has an administrator already, that person invites colleagues.
requests-kind = Kind of organisation
requests-kind-none = Not given
requests-kind-choose = Choose a kind
requests-country = Country
requests-person = Administrator
requests-email = E-mail address
requests-language = Language
requests-message = Message
requests-receipt = Number of the request
requests-created = Received
requests-state-accepted = Accepted: the administrator was invited by mail
requests-state-refused = Refused
requests-accept = Accept…
requests-refuse = Refuse…
requests-again = Send the invitation again…
requests-again-why = Possible while the administrator has not chosen a password. The link sent before stops working.
requests-accept-title = Accept “{ $name }”
requests-again-title = Invite “{ $name }” again
requests-accept-why = { $name } ({ $email }) gets a mail in { $language } with a link to choose a password. The link works once, for seven days.
requests-accept-submit = Send the invitation
requests-known =
    { $count ->
        [one] Is it this organisation?
       *[other] Is it one of these organisations?
    }
requests-new = No, a new organisation
requests-code = Code of the organisation
requests-code-why = Up to 24 letters, digits, - or _. If the code exists, the administrator belongs to that organisation.
requests-code-wrong = This code will not do: use up to 24 letters, digits, - or _.
requests-refuse-title = Refuse “{ $name }”
requests-refuse-why = The reason is sent by mail to { $email }.
requests-reason = Reason (in { $language })
requests-refuse-submit = Refuse
requests-accepted-done = “{ $name }” is accepted. The invitation is on its way to { $email }.
requests-refused-done = “{ $name }” is refused. The reason is on its way to { $email }.
requests-invited-again = A new invitation is on its way to { $email }.
requests-hindered-decided = This request has been decided: the account is active, or a colleague was faster. Refresh the list.
requests-hindered-email-taken = There is an account with this e-mail address already. Refuse the request and point to that account.
requests-hindered-has-administrator = This organisation has an administrator already, who invites colleagues. Refuse the request and say so.
