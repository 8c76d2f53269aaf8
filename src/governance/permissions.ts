/**
 * Who may do what, and by what right. One line is one grant; what no line says is refused. Columns are parted by two
 * spaces or more; `-` says that nothing is needed. The words each column may hold are in `words.ts`.
 *
 * - relationship: how the viewer must stand to what is asked for.
 * - data: which months an answer may hold: `none` of them, those of the last `run`, or of the run those `on-panel`.
 * - agreement: a payer's records may be in the answer only where an agreement of it, in force, names one of these.
 * - basis: why; see BASES.
 */
export const PERMISSIONS = `
action                    role                   relationship  purpose    data      agreement              basis
read-page                 -                      anyone        -          none      -                      before-sign-in
read-health               -                      anyone        -          none      -                      before-sign-in
read-api-description      -                      anyone        -          none      -                      before-sign-in
read-models               -                      anyone        -          none      -                      no-figures
read-session              -                      anyone        -          none      -                      before-sign-in
sign-in                   -                      anyone        -          none      -                      before-sign-in
sign-out                  -                      anyone        -          none      -                      before-sign-in
accept-invitation         -                      anyone        -          none      -                      before-sign-in
read-smart-configuration  -                      anyone        -          none      -                      before-sign-in
ask-token                 -                      anyone        -          none      -                      signed-program
run-command               -                      anyone        -          none      -                      own-machine
read-statement-form       -                      anyone        -          none      -                      own-word
make-statement            -                      anyone        -          none      -                      own-word
withdraw-own-statement    -                      anyone        -          none      -                      own-word
read-calendar-file        -                      anyone        -          none      -                      own-secret-address

read-periods              practice               role          treatment  none      -                      taking-part
read-periods              provider-organization  role          treatment  none      -                      taking-part
read-periods              payer                  role          payment    none      -                      taking-part
read-periods              convener               role          convening  none      -                      taking-part
read-periods              state                  role          oversight  none      -                      taking-part
read-periods              purchaser              role          oversight  none      -                      taking-part
read-periods              coach                  role          convening  none      -                      taking-part
read-periods              public                 role          public     none      -                      no-figures
read-periods              operator               role          oversight  none      -                      keeps-the-region

read-practices            practice               role          treatment  run       treatment              treatment
read-practices            provider-organization  role          treatment  run       treatment              treatment
read-practices            payer                  role          payment    run       payment                payment
read-practices            convener               role          convening  run       operations             aggregation
read-practices            state                  role          oversight  run       oversight, operations  oversight
read-practices            purchaser              role          oversight  run       operations             aggregation
read-practices            coach                  role          convening  run       operations             aggregation
read-practices            public                 role          public     none      public-reporting       no-figures
read-practices            operator               role          oversight  run       -                      keeps-the-region

read-practice             practice               treats        treatment  run       treatment              treatment
read-practice             provider-organization  treats        treatment  run       treatment              treatment
read-practice             practice               emergency     treatment  run       treatment              emergency
read-practice             provider-organization  emergency     treatment  run       treatment              emergency
read-practice             payer                  covers        payment    run       payment                payment
read-practice             convener               in-directory  convening  run       operations             aggregation
read-practice             state                  in-directory  oversight  run       oversight, operations  oversight
read-practice             purchaser              in-directory  oversight  run       operations             aggregation
read-practice             coach                  coaches       convening  run       operations             aggregation
read-practice             operator               in-directory  oversight  run       -                      keeps-the-region

read-panel                practice               treats        treatment  on-panel  treatment              treatment
read-panel                provider-organization  treats        treatment  on-panel  treatment              treatment
read-panel                practice               emergency     treatment  run       treatment              emergency
read-panel                provider-organization  emergency     treatment  run       treatment              emergency
read-panel                payer                  covers        payment    run       payment                payment
read-panel                operator               in-directory  oversight  run       -                      keeps-the-region

read-person               practice               treats        treatment  on-panel  treatment              treatment
read-person               provider-organization  treats        treatment  on-panel  treatment              treatment
read-person               practice               emergency     treatment  run       treatment              emergency
read-person               provider-organization  emergency     treatment  run       treatment              emergency
read-person               payer                  covers        payment    run       payment                payment
read-person               operator               in-directory  oversight  run       -                      keeps-the-region

read-roster               practice               treats        treatment  on-panel  treatment              treatment
read-roster               provider-organization  treats        treatment  on-panel  treatment              treatment
read-roster               payer                  covers        payment    run       payment                payment
read-roster               operator               in-directory  oversight  run       -                      keeps-the-region

read-reconciliation       practice               treats        treatment  run       treatment              treatment
read-reconciliation       provider-organization  treats        treatment  run       treatment              treatment
read-reconciliation       payer                  covers        payment    run       payment                payment
read-reconciliation       operator               in-directory  oversight  run       -                      keeps-the-region

read-attribution          practice               role          treatment  run       treatment              treatment
read-attribution          provider-organization  role          treatment  run       treatment              treatment
read-attribution          payer                  role          payment    run       payment                payment
read-attribution          convener               role          convening  run       operations             aggregation
read-attribution          state                  role          oversight  run       oversight, operations  oversight
read-attribution          operator               role          oversight  run       -                      keeps-the-region

read-churn                practice               role          treatment  run       treatment              treatment
read-churn                provider-organization  role          treatment  run       treatment              treatment
read-churn                convener               role          convening  run       operations             aggregation
read-churn                state                  role          oversight  run       oversight, operations  oversight
read-churn                operator               role          oversight  run       -                      keeps-the-region

read-lateness             payer                  role          payment    run       -                      own-delivery
read-lateness             convener               role          convening  run       -                      delivery-kept
read-lateness             state                  role          oversight  run       -                      delivery-kept
read-lateness             operator               role          oversight  run       -                      keeps-the-region

read-scorecard            practice               treats        treatment  run       treatment              treatment
read-scorecard            provider-organization  treats        treatment  run       treatment              treatment
read-scorecard            payer                  covers        payment    run       payment                payment
read-scorecard            convener               in-directory  convening  run       operations             aggregation
read-scorecard            state                  in-directory  oversight  run       oversight, operations  oversight
read-scorecard            purchaser              in-directory  oversight  run       operations             aggregation
read-scorecard            coach                  coaches       convening  run       operations             aggregation
read-scorecard            operator               in-directory  oversight  run       -                      keeps-the-region

read-cost                 practice               role          treatment  run       treatment              treatment
read-cost                 provider-organization  role          treatment  run       treatment              treatment
read-cost                 payer                  role          payment    run       payment                payment
read-cost                 convener               role          convening  run       operations             aggregation
read-cost                 state                  role          oversight  run       oversight, operations  oversight
read-cost                 operator               role          oversight  run       -                      keeps-the-region

read-practice-cost        practice               treats        treatment  run       treatment              treatment
read-practice-cost        provider-organization  treats        treatment  run       treatment              treatment
read-practice-cost        payer                  covers        payment    run       payment                payment
read-practice-cost        convener               in-directory  convening  run       operations             aggregation
read-practice-cost        state                  in-directory  oversight  run       oversight, operations  oversight
read-practice-cost        operator               in-directory  oversight  run       -                      keeps-the-region

read-effect               practice               role          treatment  run       treatment              treatment
read-effect               provider-organization  role          treatment  run       treatment              treatment
read-effect               payer                  role          payment    run       payment                payment
read-effect               convener               role          convening  run       operations             aggregation
read-effect               state                  role          oversight  run       oversight, operations  oversight
read-effect               purchaser              role          oversight  run       operations             aggregation
read-effect               coach                  role          convening  run       operations             aggregation
read-effect               operator               role          oversight  run       -                      keeps-the-region

read-payments             practice               treats        treatment  run       payment                payment
read-payments             provider-organization  treats        treatment  run       payment                payment
read-payments             payer                  covers        payment    run       payment                payment
read-payments             convener               in-directory  convening  run       operations             aggregation
read-payments             state                  in-directory  oversight  run       oversight, operations  oversight
read-payments             operator               in-directory  oversight  run       -                      keeps-the-region

read-exhibit              practice               party         treatment  none      -                      own-contract
read-exhibit              provider-organization  party         treatment  none      -                      own-contract
read-exhibit              payer                  party         payment    none      -                      own-contract
read-exhibit              operator               contracted    oversight  none      -                      keeps-the-region

read-business-case        payer                  role          payment    run       payment                payment
read-business-case        operator               role          oversight  run       -                      keeps-the-region

read-explanation          practice               role          treatment  on-panel  treatment              treatment
read-explanation          provider-organization  role          treatment  on-panel  treatment              treatment
read-explanation          payer                  role          payment    run       payment                payment
read-explanation          convener               role          convening  run       operations             aggregation
read-explanation          state                  role          oversight  run       oversight, operations  oversight
read-explanation          operator               role          oversight  run       -                      keeps-the-region

read-alignment            practice               role          treatment  none      -                      no-amounts
read-alignment            provider-organization  role          treatment  none      -                      no-amounts
read-alignment            payer                  role          payment    none      -                      no-amounts
read-alignment            convener               role          convening  none      -                      no-amounts
read-alignment            state                  role          oversight  none      -                      no-amounts
read-alignment            purchaser              role          oversight  none      -                      no-amounts
read-alignment            coach                  role          convening  none      -                      no-amounts
read-alignment            operator               role          oversight  none      -                      keeps-the-region
read-alignment-answers    payer                  asked         payment    none      -                      said-of-itself
read-alignment-answers    convener               registered    convening  none      -                      no-amounts
read-alignment-answers    state                  registered    oversight  none      -                      no-amounts
read-alignment-answers    operator               registered    oversight  none      -                      keeps-the-region
state-alignment-answers   payer                  asked         payment    none      -                      said-of-itself
state-alignment-answers   operator               registered    oversight  none      -                      keeps-the-region
read-pathway              convener               role          convening  run       operations             aggregation
read-pathway              state                  role          oversight  run       oversight, operations  oversight
read-pathway              operator               role          oversight  run       -                      keeps-the-region
read-burden               convener               role          convening  run       operations             aggregation
read-burden               state                  role          oversight  run       oversight, operations  oversight
read-burden               operator               role          oversight  run       -                      keeps-the-region
read-rubric               practice               role          treatment  none      -                      no-amounts
read-rubric               provider-organization  role          treatment  none      -                      no-amounts
read-rubric               payer                  role          payment    run       payment                payment
read-rubric               convener               role          convening  run       operations             aggregation
read-rubric               state                  role          oversight  run       oversight, operations  oversight
read-rubric               purchaser              role          oversight  none      -                      no-amounts
read-rubric               coach                  role          convening  none      -                      no-amounts
read-rubric               operator               role          oversight  run       -                      keeps-the-region
read-alignment-actions    payer                  role          payment    none      -                      no-amounts
read-alignment-actions    convener               role          convening  none      -                      no-amounts
read-alignment-actions    state                  role          oversight  none      -                      no-amounts
read-alignment-actions    operator               role          oversight  none      -                      keeps-the-region
agree-alignment-action    convener               role          convening  none      -                      no-amounts
agree-alignment-action    operator               role          oversight  none      -                      keeps-the-region
read-practice-alignment   practice               treats        treatment  run       treatment              treatment
read-practice-alignment   provider-organization  treats        treatment  run       treatment              treatment
read-practice-alignment   convener               in-directory  convening  run       operations             aggregation
read-practice-alignment   state                  in-directory  oversight  run       oversight, operations  oversight
read-practice-alignment   coach                  coaches       convening  run       operations             aggregation
read-practice-alignment   operator               in-directory  oversight  run       -                      keeps-the-region

read-notifications        practice               role          treatment  none      -                      own-account
read-notifications        provider-organization  role          treatment  none      -                      own-account
read-notifications        payer                  role          payment    none      -                      own-account
read-notifications        convener               role          convening  none      -                      own-account
read-notifications        purchaser              role          oversight  none      -                      own-account
read-notifications        state                  role          oversight  none      -                      own-account
read-notifications        coach                  role          convening  none      -                      own-account
read-notifications        operator               role          oversight  none      -                      keeps-the-region
subscribe-calendar        practice               role          treatment  none      -                      own-account
subscribe-calendar        provider-organization  role          treatment  none      -                      own-account
subscribe-calendar        payer                  role          payment    none      -                      own-account
subscribe-calendar        convener               role          convening  none      -                      own-account
subscribe-calendar        purchaser              role          oversight  none      -                      own-account
subscribe-calendar        state                  role          oversight  none      -                      own-account
subscribe-calendar        coach                  role          convening  none      -                      own-account
subscribe-calendar        operator               role          oversight  none      -                      keeps-the-region
administer-webhooks       practice               administers   treatment  none      -                      own-people
administer-webhooks       provider-organization  administers   treatment  none      -                      own-people
administer-webhooks       payer                  administers   payment    none      -                      own-people
administer-webhooks       convener               administers   convening  none      -                      own-people
administer-webhooks       purchaser              administers   oversight  none      -                      own-people
administer-webhooks       state                  administers   oversight  none      -                      own-people
administer-webhooks       coach                  administers   convening  none      -                      own-people
administer-webhooks       operator               role          oversight  none      -                      keeps-the-region
read-calendar             practice               role          treatment  none      -                      convened
read-calendar             provider-organization  role          treatment  none      -                      convened
read-calendar             payer                  role          payment    none      -                      convened
read-calendar             convener               role          convening  none      -                      convened
read-calendar             purchaser              role          oversight  none      -                      convened
read-calendar             state                  role          oversight  none      -                      convened
read-calendar             coach                  role          convening  none      -                      convened
read-calendar             operator               role          oversight  none      -                      keeps-the-region
keep-calendar             convener               role          convening  none      -                      keeps-the-process
keep-calendar             operator               role          oversight  none      -                      keeps-the-region

read-initiatives          practice               role          treatment  none      -                      convened
read-initiatives          provider-organization  role          treatment  none      -                      convened
read-initiatives          payer                  role          payment    none      -                      convened
read-initiatives          convener               role          convening  none      -                      convened
read-initiatives          purchaser              role          oversight  none      -                      convened
read-initiatives          state                  role          oversight  none      -                      convened
read-initiatives          coach                  role          convening  none      -                      convened
read-initiatives          public                 role          public     none      -                      convened
read-initiatives          operator               role          oversight  none      -                      keeps-the-region
keep-initiative           convener               role          convening  none      -                      keeps-the-process
keep-initiative           operator               role          oversight  none      -                      keeps-the-region
agree-memorandum          payer                  administers   payment    none      -                      convened
agree-memorandum          provider-organization  administers   treatment  none      -                      convened
agree-memorandum          purchaser              administers   oversight  none      -                      convened
agree-memorandum          state                  administers   oversight  none      -                      convened
agree-memorandum          operator               role          oversight  none      -                      keeps-the-region
state-cost-weight         payer                  role          payment    none      -                      said-of-itself
state-cost-weight         provider-organization  role          treatment  none      -                      said-of-itself
state-cost-weight         purchaser              role          oversight  none      -                      said-of-itself
state-cost-weight         convener               role          convening  none      -                      said-of-itself
state-cost-weight         operator               role          oversight  none      -                      keeps-the-region
declare-conflict          practice               role          treatment  none      -                      holds-a-seat
declare-conflict          provider-organization  role          treatment  none      -                      holds-a-seat
declare-conflict          payer                  role          payment    none      -                      holds-a-seat
declare-conflict          convener               role          convening  none      -                      holds-a-seat
declare-conflict          purchaser              role          oversight  none      -                      holds-a-seat
declare-conflict          state                  role          oversight  none      -                      holds-a-seat
declare-conflict          coach                  role          convening  none      -                      holds-a-seat
read-meetings             practice               role       treatment  none      -                      convened
read-meetings             provider-organization  role       treatment  none      -                      convened
read-meetings             payer                  role       payment    none      -                      convened
read-meetings             convener               role       convening  none      -                      convened
read-meetings             purchaser              role       oversight  none      -                      convened
read-meetings             state                  role       oversight  none      -                      convened
read-meetings             coach                  role       convening  none      -                      convened
read-meetings             operator               role       oversight  none      -                      keeps-the-region
read-meeting-document     practice               role       treatment  none      -                      convened
read-meeting-document     provider-organization  role       treatment  none      -                      convened
read-meeting-document     payer                  role       payment    none      -                      convened
read-meeting-document     convener               role       convening  none      -                      convened
read-meeting-document     purchaser              role       oversight  none      -                      convened
read-meeting-document     state                  role       oversight  none      -                      convened
read-meeting-document     coach                  role       convening  none      -                      convened
read-meeting-document     operator               role       oversight  none      -                      keeps-the-region
read-held-texts           practice               role       treatment  none      -                      own-word
read-held-texts           provider-organization  role       treatment  none      -                      own-word
read-held-texts           payer                  role       payment    none      -                      own-word
read-held-texts           convener               role       convening  none      -                      keeps-the-process
read-held-texts           purchaser              role       oversight  none      -                      own-word
read-held-texts           state                  role       oversight  none      -                      own-word
read-held-texts           coach                  role       convening  none      -                      own-word
keep-meetings             convener               role       convening  none      -                      keeps-the-process
keep-meetings             operator               role       oversight  none      -                      keeps-the-region
write-meeting-text        practice               role       treatment  none      -                      holds-a-seat
write-meeting-text        provider-organization  role       treatment  none      -                      holds-a-seat
write-meeting-text        payer                  role       payment    none      -                      holds-a-seat
write-meeting-text        convener               role       convening  none      -                      keeps-the-process
write-meeting-text        purchaser              role       oversight  none      -                      holds-a-seat
write-meeting-text        state                  role       oversight  none      -                      holds-a-seat
write-meeting-text        coach                  role       convening  none      -                      holds-a-seat
release-held-text         convener               role       convening  none      -                      keeps-the-process
check-text                practice               role       treatment  none      -                      own-word
check-text                provider-organization  role       treatment  none      -                      own-word
check-text                payer                  role       payment    none      -                      own-word
check-text                convener               role       convening  none      -                      own-word
check-text                purchaser              role       oversight  none      -                      own-word
check-text                state                  role       oversight  none      -                      own-word
check-text                coach                  role       convening  none      -                      own-word
check-text                operator               role       oversight  none      -                      keeps-the-region
read-recommendations      practice               role          treatment  none      -                      convened
read-recommendations      provider-organization  role          treatment  none      -                      convened
read-recommendations      payer                  role          payment    none      -                      convened
read-recommendations      convener               role          convening  none      -                      convened
read-recommendations      purchaser              role          oversight  none      -                      convened
read-recommendations      state                  role          oversight  none      -                      convened
read-recommendations      coach                  role          convening  none      -                      convened
read-recommendations      operator               role          oversight  none      -                      keeps-the-region
read-recommendation       practice               convened      treatment  none      -                      convened
read-recommendation       provider-organization  convened      treatment  none      -                      convened
read-recommendation       payer                  convened      payment    none      -                      convened
read-recommendation       convener               convened      convening  none      -                      convened
read-recommendation       purchaser              convened      oversight  none      -                      convened
read-recommendation       state                  convened      oversight  none      -                      convened
read-recommendation       coach                  convened      convening  none      -                      convened
read-recommendation       operator               convened      oversight  none      -                      keeps-the-region
comment-recommendation    practice               role          treatment  none      -                      convened
comment-recommendation    provider-organization  role          treatment  none      -                      convened
comment-recommendation    payer                  role          payment    none      -                      convened
comment-recommendation    convener               role          convening  none      -                      convened
comment-recommendation    purchaser              role          oversight  none      -                      convened
comment-recommendation    state                  role          oversight  none      -                      convened
comment-recommendation    coach                  role          convening  none      -                      convened
comment-recommendation    operator               role          oversight  none      -                      keeps-the-region
keep-recommendation       convener               role          convening  none      -                      keeps-the-process
keep-recommendation       operator               role          oversight  none      -                      keeps-the-region
decide-recommendation     convener               administers   convening  none      -                      keeps-the-process
decide-recommendation     operator               role          oversight  none      -                      keeps-the-region
vote-recommendation       practice               role          treatment  none      -                      holds-a-seat
vote-recommendation       provider-organization  role          treatment  none      -                      holds-a-seat
vote-recommendation       payer                  role          payment    none      -                      holds-a-seat
vote-recommendation       convener               role          convening  none      -                      holds-a-seat
vote-recommendation       purchaser              role          oversight  none      -                      holds-a-seat
vote-recommendation       state                  role          oversight  none      -                      holds-a-seat
vote-recommendation       coach                  role          convening  none      -                      holds-a-seat
read-adoption             practice               role          treatment  none      -                      convened
read-adoption             provider-organization  role          treatment  none      -                      convened
read-adoption             payer                  role          payment    none      -                      convened
read-adoption             convener               role          convening  none      -                      convened
read-adoption             purchaser              role          oversight  none      -                      convened
read-adoption             state                  role          oversight  none      -                      convened
read-adoption             coach                  role          convening  none      -                      convened
read-adoption             operator               role          oversight  none      -                      keeps-the-region
read-adoption-flows       payer                  role          payment    run       payment                payment
read-adoption-flows       convener               role          convening  run       operations             aggregation
read-adoption-flows       state                  role          oversight  run       oversight, operations  oversight
read-adoption-flows       operator               role          oversight  run       -                      keeps-the-region
state-adoption            payer                  role          payment    none      -                      said-of-itself
state-adoption            operator               role          oversight  none      -                      keeps-the-region
read-plan                 practice               role          treatment  none      -                      convened
read-plan                 provider-organization  role          treatment  none      -                      convened
read-plan                 payer                  role          payment    none      -                      convened
read-plan                 convener               role          convening  none      -                      convened
read-plan                 purchaser              role          oversight  none      -                      convened
read-plan                 state                  role          oversight  none      -                      convened
read-plan                 coach                  role          convening  none      -                      convened
read-plan                 operator               role          oversight  none      -                      keeps-the-region
read-published            -                      anyone        -          none      -                      open-process
comment-openly            -                      anyone        -          none      -                      open-process
read-coaching             practice               role          treatment  none      -                      asked-for-help
read-coaching             provider-organization  role          treatment  none      -                      asked-for-help
read-coaching             coach                  role          convening  none      -                      asked-for-help
read-coaching             convener               role          convening  none      -                      asked-for-help
read-coaching             operator               role          oversight  none      -                      keeps-the-region
read-coached-practices    coach                  role          convening  run       operations             aggregation
read-practice-coaching    practice               treats        treatment  run       treatment              treatment
read-practice-coaching    provider-organization  treats        treatment  run       treatment              treatment
read-practice-coaching    coach                  coaches       convening  run       operations             aggregation
ask-coaching              practice               treats        treatment  none      -                      asked-for-help
ask-coaching              provider-organization  treats        treatment  none      -                      asked-for-help
take-up-coaching          coach                  role          convening  none      -                      asked-for-help
keep-coaching             practice               treats        treatment  none      -                      asked-for-help
keep-coaching             provider-organization  treats        treatment  none      -                      asked-for-help
keep-coaching             coach                  coaches       convening  none      -                      asked-for-help

read-recruitment          practice               role          treatment  none      -                      invited
read-recruitment          provider-organization  role          treatment  none      -                      invited
read-recruitment          payer                  role          payment    none      -                      invited
read-recruitment          convener               role          convening  none      -                      invited
read-recruitment          operator               role          oversight  none      -                      keeps-the-region
recruit                   convener               role          convening  none      -                      invited
agree-recruitment-criteria  convener               role          convening  run       operations             aggregation
take-handover             payer                  role          payment    none      -                      invited
answer-invitation         practice               treats        treatment  none      -                      invited
answer-invitation         provider-organization  treats        treatment  none      -                      invited

read-submissions          practice               role          treatment  none      -                      taking-part
read-submissions          provider-organization  role          treatment  none      -                      taking-part
read-submissions          payer                  role          payment    none      -                      own-delivery
read-submissions          convener               role          convening  none      -                      delivery-kept
read-submissions          state                  role          oversight  none      -                      delivery-kept
read-submissions          operator               role          oversight  none      -                      keeps-the-region

read-feeds                practice               role          treatment  none      -                      taking-part
read-feeds                provider-organization  role          treatment  none      -                      taking-part
read-feeds                payer                  role          payment    none      -                      own-delivery
read-feeds                convener               role          convening  none      -                      delivery-kept
read-feeds                state                  role          oversight  none      -                      delivery-kept
read-feeds                operator               role          oversight  none      -                      keeps-the-region

read-submission           payer                  sent          payment    none      -                      own-delivery
read-submission           convener               received      convening  none      -                      delivery-kept
read-submission           state                  received      oversight  none      -                      delivery-kept
read-submission           operator               received      oversight  none      -                      keeps-the-region
read-submission-content   payer                  sent          payment    none      -                      own-delivery
read-submission-content   operator               received      oversight  none      -                      keeps-the-region

read-waivers              payer                  role          payment    none      -                      own-delivery
read-waivers              convener               role          convening  none      -                      delivery-kept
read-waivers              state                  role          oversight  none      -                      delivery-kept
read-waivers              operator               role          oversight  none      -                      keeps-the-region
ask-waiver                payer                  role          payment    none      -                      own-delivery
ask-waiver                operator               role          oversight  none      -                      keeps-the-region
decide-waiver             convener               role          convening  none      -                      delivery-kept
decide-waiver             operator               role          oversight  none      -                      keeps-the-region

read-agreements           payer                  role          payment    none      -                      own-delivery
read-agreements           convener               role          convening  none      -                      delivery-kept
read-agreements           state                  role          oversight  none      -                      delivery-kept
read-agreements           operator               role          oversight  none      -                      keeps-the-region
read-left-out             payer                  role          payment    run       -                      own-delivery
read-left-out             convener               role          convening  run       -                      delivery-kept
read-left-out             state                  role          oversight  run       -                      delivery-kept
read-left-out             operator               role          oversight  run       -                      keeps-the-region
read-findings             payer                  role          payment    run       payment                own-delivery
read-findings             operator               role          oversight  run       -                      keeps-the-region

read-account              practice               role          treatment  none      -                      own-account
read-account              provider-organization  role          treatment  none      -                      own-account
read-account              payer                  role          payment    none      -                      own-account
read-account              convener               role          convening  none      -                      own-account
read-account              purchaser              role          oversight  none      -                      own-account
read-account              state                  role          oversight  none      -                      own-account
read-account              coach                  role          convening  none      -                      own-account
read-account              operator               role          oversight  none      -                      keeps-the-region

change-account            practice               role          treatment  none      -                      own-account
change-account            provider-organization  role          treatment  none      -                      own-account
change-account            payer                  role          payment    none      -                      own-account
change-account            convener               role          convening  none      -                      own-account
change-account            purchaser              role          oversight  none      -                      own-account
change-account            state                  role          oversight  none      -                      own-account
change-account            coach                  role          convening  none      -                      own-account
change-account            operator               role          oversight  none      -                      keeps-the-region

change-grant              practice               role          treatment  none      -                      own-account
change-grant              provider-organization  role          treatment  none      -                      own-account
change-grant              payer                  role          payment    none      -                      own-account
change-grant              convener               role          convening  none      -                      own-account
change-grant              purchaser              role          oversight  none      -                      own-account
change-grant              state                  role          oversight  none      -                      own-account
change-grant              coach                  role          convening  none      -                      own-account
change-grant              operator               role          oversight  none      -                      keeps-the-region

read-people               practice               role          treatment  none      -                      own-people
read-people               provider-organization  role          treatment  none      -                      own-people
read-people               payer                  role          payment    none      -                      own-people
read-people               convener               role          convening  none      -                      own-people
read-people               purchaser              role          oversight  none      -                      own-people
read-people               state                  role          oversight  none      -                      own-people
read-people               coach                  role          convening  none      -                      own-people
read-people               operator               role          oversight  none      -                      keeps-the-region

administer-people         practice               administers   treatment  none      -                      own-people
administer-people         provider-organization  administers   treatment  none      -                      own-people
administer-people         payer                  administers   payment    none      -                      own-people
administer-people         convener               administers   convening  none      -                      own-people
administer-people         purchaser              administers   oversight  none      -                      own-people
administer-people         state                  administers   oversight  none      -                      own-people
administer-people         coach                  administers   convening  none      -                      own-people
administer-people         operator               role          oversight  none      -                      keeps-the-region

lend-access               practice               role          treatment  none      -                      own-people
lend-access               provider-organization  role          treatment  none      -                      own-people
lend-access               payer                  role          payment    none      -                      own-people
lend-access               convener               role          convening  none      -                      own-people
lend-access               purchaser              role          oversight  none      -                      own-people
lend-access               state                  role          oversight  none      -                      own-people
lend-access               coach                  role          convening  none      -                      own-people
lend-access               operator               role          oversight  none      -                      keeps-the-region

administer-api-clients    practice               administers   treatment  none      -                      own-people
administer-api-clients    provider-organization  administers   treatment  none      -                      own-people
administer-api-clients    payer                  administers   payment    none      -                      own-people
administer-api-clients    convener               administers   convening  none      -                      own-people
administer-api-clients    purchaser              administers   oversight  none      -                      own-people
administer-api-clients    state                  administers   oversight  none      -                      own-people
administer-api-clients    coach                  administers   convening  none      -                      own-people
administer-api-clients    operator               role          oversight  none      -                      keeps-the-region

decide-coaching           practice               administers   treatment  none      -                      own-patients
decide-coaching           provider-organization  administers   treatment  none      -                      own-patients
decide-coaching           operator               role          oversight  none      -                      keeps-the-region
break-glass               practice               role          treatment  none      -                      emergency
break-glass               provider-organization  role          treatment  none      -                      emergency
read-break-glass          practice               role          treatment  none      -                      own-people
read-break-glass          provider-organization  role          treatment  none      -                      own-people
read-break-glass          operator               role          oversight  none      -                      keeps-the-region
review-break-glass        practice               administers   treatment  none      -                      own-people
review-break-glass        provider-organization  administers   treatment  none      -                      own-people
review-break-glass        operator               role          oversight  none      -                      keeps-the-region

read-policy               practice               role          treatment  none      -                      published
read-policy               provider-organization  role          treatment  none      -                      published
read-policy               payer                  role          payment    none      -                      published
read-policy               convener               role          convening  none      -                      published
read-policy               purchaser              role          oversight  none      -                      published
read-policy               state                  role          oversight  none      -                      published
read-policy               coach                  role          convening  none      -                      published
read-policy               public                 role          public     none      -                      published
read-policy               operator               role          oversight  none      -                      keeps-the-region
read-publications         practice               role          treatment  none      -                      published
read-publications         provider-organization  role          treatment  none      -                      published
read-publications         payer                  role          payment    none      -                      published
read-publications         convener               role          convening  none      -                      published
read-publications         purchaser              role          oversight  none      -                      published
read-publications         state                  role          oversight  none      -                      published
read-publications         coach                  role          convening  none      -                      published
read-publications         public                 role          public     none      -                      published
read-publications         operator               role          oversight  none      -                      keeps-the-region
read-publication-preview  convener               role          convening  none      -                      aggregation
read-publication-preview  operator               role          oversight  none      -                      keeps-the-region
publish                   convener               role          convening  none      -                      aggregation
publish                   operator               role          oversight  none      -                      keeps-the-region
read-log                  practice               role          treatment  none      -                      own-people
read-log                  provider-organization  role          treatment  none      -                      own-people
read-log                  payer                  role          payment    none      -                      own-people
read-log                  convener               role          convening  none      -                      own-people
read-log                  purchaser              role          oversight  none      -                      own-people
read-log                  state                  role          oversight  none      -                      own-people
read-log                  coach                  role          convening  none      -                      own-people
read-log                  operator               role          oversight  none      -                      keeps-the-region
read-log-export           operator               role          oversight  none      -                      keeps-the-region
read-access               practice               concerned     treatment  none      -                      own-people
read-access               provider-organization  concerned     treatment  none      -                      own-people
read-access               payer                  concerned     payment    none      -                      own-people
read-access               convener               known         convening  none      -                      answers-for-access
read-access               operator               known         oversight  none      -                      keeps-the-region
read-person-access        practice               treats        treatment  on-panel  treatment              on-request
read-person-access        provider-organization  treats        treatment  on-panel  treatment              on-request
read-person-access        operator               in-directory  oversight  run       -                      keeps-the-region

read-attestation-codes    practice               role          treatment  none      -                      own-patients
read-attestation-codes    provider-organization  role          treatment  none      -                      own-patients
read-attestation-codes    convener               role          convening  none      -                      delivery-kept
read-attestation-codes    operator               role          oversight  none      -                      keeps-the-region
make-attestation-code     practice               role          treatment  none      -                      own-patients
make-attestation-code     provider-organization  role          treatment  none      -                      own-patients
make-attestation-code     convener               role          convening  none      -                      delivery-kept
make-attestation-code     operator               role          oversight  none      -                      keeps-the-region
read-attestations         practice               treats        treatment  none      -                      said-to-them
read-attestations         provider-organization  treats        treatment  none      -                      said-to-them
read-attestations         operator               in-directory  oversight  none      -                      keeps-the-region
mend-attestation          practice               treats        treatment  none      -                      said-to-them
mend-attestation          provider-organization  treats        treatment  none      -                      said-to-them
mend-attestation          operator               in-directory  oversight  none      -                      keeps-the-region
read-notices              practice               treats        treatment  on-panel  treatment              told-to-patients
read-notices              provider-organization  treats        treatment  on-panel  treatment              told-to-patients
read-notices              payer                  covers        payment    run       payment                told-to-patients
read-notices              operator               in-directory  oversight  run       -                      keeps-the-region
`

/** By what right, in words a viewer may be told, and where it is written. */
export const BASES = `
basis             citation                         words
before-sign-in    -                                needed before anyone is known; it holds nothing of anyone
own-machine       -                                guarded by the token of the region's lock, which only this machine's user can read
taking-part       -                                who takes part knows the periods, and how fresh the numbers are
no-figures        45 CFR 164.514(a)                it holds no one's figures
no-amounts        -                                how contracts work, without an amount of anybody, is what those who take part compare
said-of-itself    -                                a payer says of its own contracts how they work, and reads what it said
convened          -                                who takes part in the initiative knows how it is made up and what it recommends
holds-a-seat      -                                who holds a seat of a committee, and nobody else, speaks for it
own-word          -                                who wrote a text knows what was found in it, and why it was held
keeps-the-process  -                                who convenes keeps the process that the charter describes
open-process      -                                what is put before the public, and what is published, is for everybody to read and to say something on
published         -                                what the initiative chose for everybody to know
treatment         45 CFR 164.506(c)(2)             those who treat people may know what bears on their care
payment           45 CFR 164.506(c)(3)             those who pay and those who are paid may know what a payment rests on
aggregation       45 CFR 164.504(e)(2)(i)(B)       as a business associate they put the participants' records together to improve care
oversight         45 CFR 164.512(d)                they oversee the health system
own-delivery      -                                they sent it, and those who receive it answer to them
delivery-kept     45 CFR 164.504(e)(2)             they answer for what is delivered, and watch that it comes and is fit
own-contract      -                                it is their own contract, and nobody else's
keeps-the-region  45 CFR 164.502(e)(1)             as a business associate they hold the files and keep the region
signed-program    -                                guarded by the signature of a registered program
emergency         45 CFR 164.312(a)(2)(ii)         an emergency: for an hour, with a reason, told to whom it concerns and reviewed
own-account       45 CFR 164.312(d)                what is one's own: the account, its sessions, its ways to sign in
own-people        45 CFR 164.308(a)(4)             a participant says who of its people may look, and each reads about themselves
own-patients      45 CFR 164.506(c)(1)             those who treat people say who may help them to
answers-for-access  45 CFR 164.308(a)(4)         who answers for the initiative says who may look
on-request        45 CFR 164.524, 164.528          a person asked what is held of them and who was shown it
asked-for-help    -                                a practice asks for help, and says which coach it lets in
own-secret-address  -                              guarded by a secret address that one person made, which opens what one grant of theirs may see that day
invited           -                                an initiative invites practices, and each answers for itself
own-word          -                                a patient's own word; the answer is the same whoever it is, and holds nothing of anyone
said-to-them      45 CFR 164.506(c)(1)             patients said to this practice that it is theirs
told-to-patients  42 CFR 425.312                   patients are told who is accountable for them, by whom they know
`
