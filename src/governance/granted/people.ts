/** What was received, accounts, people, policies, the log, and what patients say. Columns as in `permissions.ts`. */
export const PEOPLE = `
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
