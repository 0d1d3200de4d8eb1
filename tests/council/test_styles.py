"""Minutes in the styles of councils all over the country: what is read out of each."""

from __future__ import annotations

import pytest

from tests.council.minutes import record_of

# id, minutes, (body, date), surnames by role, decisions as (minute, words, outcome, mover, seconder, votes for, against and abstaining)
STYLES = [
    (
        "scottish-area-committee",
        """The Highland Council

Minutes of Meeting of the Corrie and Strath Area Committee held in the Town Hall, Strathbrae on Tuesday 5 March 2024 at 10.30am.

Present:
Mr A Reid Ms F Munro Mr D Kerr Mrs I Ross (remote)

In attendance:
Mr J Gow, Ward Manager
Ms L Tait, Senior Engineer

Mr A Reid in the Chair

1. Calling of the Roll and Apologies for Absence
Gairm a' Chlàir agus Leisgeulan

Apologies for absence were intimated on behalf of Mr P Hay and Ms R Orr.

2. Declarations of Interest/Transparency Statement
Foillseachaidhean Com-pàirt

The Committee NOTED the following Transparency Statement: Item 4 - Mr D Kerr

3. Minutes
Geàrr-chunntas

There had been circulated Minutes of the meeting held on 5 December 2023, which were APPROVED.

4. Grit Bins
Bionaichean Grian

There had been circulated Report No CSA/01/24 dated 12 February 2024 by the Executive Chief Officer.

During discussion, it was suggested that more bins be bought, and it was noted that salt was dear.

Thereafter, the Committee:-
i. NOTED the progress with the programme; and
ii. AGREED that six bins be purchased for Strathbrae.

5. Housing Performance
Coileanadh Taigheadais

The Committee scrutinised and NOTED the information provided on housing performance in the period 1 April 2023 to 31 December 2023.

6. Motion

Mr D Kerr, seconded by Ms F Munro, MOVED that the road be closed. Mrs I Ross, seconded by Mr A Reid, moved as an AMENDMENT that it stay open. On a vote being taken, the MOTION received 2 votes and the AMENDMENT received 1 vote, with 1 abstention, and the MOTION was therefore CARRIED, the votes having been cast as follows:-

For the Motion: Mr D Kerr, Ms F Munro
For the Amendment: Mrs I Ross
Abstention: Mr A Reid

The meeting ended at 12.15pm.
""",
        ("Corrie and Strath Area Committee", "2024-03-05"),
        {"present": ["Reid", "Munro", "Kerr", "Ross"], "in_attendance": ["Gow", "Tait"], "apologies": ["Hay", "Orr"]},
        [
            ('2', 'owing Transparency Statement: Item 4 - Mr D Kerr', 'carried', None, None, None),
            ('3', 'ng held on 5 December 2023, which were APPROVED.', 'carried', None, None, None),
            ('4', 'GREED that six bins be purchased for Strathbrae.', 'carried', None, None, None),
            ('5', ' in the period 1 April 2023 to 31 December 2023.', 'carried', None, None, None),
            ('6', 'CARRIED, the votes having been cast as follows:-', 'carried', 'Mr D Kerr', 'Ms F Munro', (2, 1, 1)),
        ],
    ),
    (
        "city-infinitives",
        """Saltchester City Council

Council

Minutes of the meeting held on Wednesday, 27 March 2024

Present:
The Right Worshipful, the Lord Mayor Councillor Iqbal - in the Chair

Councillors:
Ash, Birch, Cole, Dunn and Ellis

CC/24/19 Minutes

Decision

To approve the minutes of the meeting held on 31 January 2024 as a correct record.

CC/24/20 Motion - Clean Air

Councillor Ash moved the motion which was seconded by Councillor Birch.

Resolution

The motion was put to Council and voted on and the Lord Mayor declared that it was carried unanimously.

Decision

This Council resolves to:

1. Write to the Secretary of State.

2. Report back in six months.

CC/24/21 Grit Bins

A report of the Director of Highways was submitted.

Decisions

1. To note the report.

2. To agree that six bins be purchased.

3. To delegate authority to the Director of Highways to buy them.

CC/24/22 Proceedings of Committees

The Committee considered the recommendation of the Licensing Committee.

Decision

To receive the minutes, and approve the recommendation subject to the outcome of consultation.
""",
        ("Saltchester City Council", "2024-03-27"),
        {"chair": ["Iqbal"], "present": ["Ash", "Birch", "Cole", "Dunn", "Ellis"]},
        [
            ('CC/24/19', 'ing held on 31 January 2024 as a correct record.', 'carried', None, None, None),
            ('CC/24/20', 'ecretary of State. 2. Report back in six months.', 'carried', 'Councillor Ash', 'Councillor Birch', None),
            ('CC/24/21', 'thority to the Director of Highways to buy them.', 'carried', None, None, None),
            ('CC/24/22', 'endation subject to the outcome of consultation.', 'carried', None, None, None),
        ],
    ),
    (
        "combined-authority",
        """MINUTES OF THE MEETING OF THE GREATER SALTCHESTER COMBINED AUTHORITY
HELD ON FRIDAY 29 MARCH 2024 AT SALTCHESTER TOWN HALL

PRESENT:

Greater Saltchester Mayor Andrea Bourne (in the Chair)
Alderley Councillor Neil Ennis
Brough Councillor Amanda Childs

OFFICERS IN ATTENDANCE:

Chief Executive Eamonn Doyle

GMCA 45/24 APOLOGIES

RESOLVED /-

That the apologies be noted.

GMCA 46/24 BUS FRANCHISING

The Mayor introduced a report which set out progress.

RESOLVED/-

1. That the progress of Tranche 2 be noted.

2. That the following be approved:
• the purchase of 50 buses
• the lease of the depot

3. That it be noted that a further report would be submitted in July 2024.

GMCA 47/24 EXCLUSION OF PRESS AND PUBLIC

RESOLVED /-

That, under section 100 (A)(4) of the Local Government Act 1972 the press and public should be excluded from the meeting for the following items on business on the grounds that this involved the likely disclosure of exempt information, as set out in paragraph 3, Part 1, Schedule 12A.
""",
        ("Greater Saltchester Combined Authority", "2024-03-29"),
        {"chair": ["Bourne"], "present": ["Ennis", "Childs"], "in_attendance": ["Doyle"]},
        [
            ('GMCA 45/24', 'RESOLVED /- That the apologies be noted.', 'carried', None, None, None),
            ('GMCA 46/24', ' further report would be submitted in July 2024.', 'carried', None, None, None),
            ('GMCA 47/24', 'as set out in paragraph 3, Part 1, Schedule 12A.', 'carried', None, None, None),
        ],
    ),
    (
        "northern-ireland",
        """SALTLOUGH BOROUGH COUNCIL

Minutes of Proceedings of Meeting of the Council held in the Council Chamber, Civic Centre on Monday 25 March 2024 at 7.00pm

In the Chair: The Mayor, Alderman J McAuley

Members Present: Aldermen S Duddy, M Knight-McQuinn
Councillors A Archibald, J Baird, D Boyle, P Kyle (R)

Officers Present: D Jackson, Chief Executive
S Duggan, Civic Support and Committee Officer

1. APOLOGIES

Apologies were recorded for Alderman Coyle and Councillor Wallace.

2. MINUTES OF COUNCIL MEETING 26 FEBRUARY 2024

Proposed by Alderman Duddy
Seconded by Councillor Archibald

RESOLVED – That the minutes of the Council meeting held Monday 26 February 2024, be taken as read and signed as correct.

3. GRIT BINS

Report, previously circulated, was presented by the Director.

It is recommended that Council approve the purchase of six bins.

Proposed by Councillor Baird
Seconded by Councillor Boyle
- That Council approve the purchase of six bins and paint them yellow.

The Mayor put the motion to the Council to vote.
4 Members voted For, 2 Members voted Against, 1 Member Abstained.
The Mayor declared the motion carried.

4. NOTICE OF MOTION

PROPOSED by Councillor Kyle
Seconded by Alderman Knight-McQuinn, and
RESOLVED: that this Council writes to the Department.

5. AUTUMN EVENTS

Councillor Kyle proposed, Alderman Duddy seconded and it was AGREED to recommend that Council note the report.
""",
        ("Saltlough Borough Council", "2024-03-25"),
        {"chair": ["McAuley"], "present": ["Duddy", "Knight-McQuinn", "Archibald", "Baird", "Boyle", "Kyle"], "in_attendance": ["Jackson", "Duggan"], "apologies": ["Coyle", "Wallace"]},
        [
            ('2', 'ry 2024, be taken as read and signed as correct.', 'carried', 'Alderman Duddy', 'Councillor Archibald', None),
            ('3', 'bstained. The Mayor declared the motion carried.', 'carried', 'Councillor Baird', 'Councillor Boyle', (4, 2, 1)),
            ('4', 'VED: that this Council writes to the Department.', 'carried', 'Councillor Kyle', 'Alderman Knight-McQuinn', None),
            ('5', 'GREED to recommend that Council note the report.', 'carried', 'Councillor Kyle', 'Alderman Duddy', None),
        ],
    ),
    (
        "welsh-county-past-tense",
        """MINUTES OF A MEETING OF THE COUNCIL OF SALTBRIDGE COUNTY BOROUGH COUNCIL HELD HYBRID IN THE COUNCIL CHAMBER ON WEDNESDAY, 13 MARCH 2024 AT 16:00

Present

Councillor H Williams – Chairperson

T Thomas
JP Blundell
E L P Caparros

Apologies for Absence

MJ Kearn and R Lynch

Officers:

Mark Shephard Chief Executive

331. DECLARATIONS OF INTEREST

Councillor T Thomas declared a prejudicial interest in Agenda Item 5 and withdrew from the meeting.

332. APPROVAL OF MINUTES

RESOLVED: That the Minutes of the meetings of Council dated 14 and 28 February 2024 be approved as a true and accurate record.

333. COUNCIL TAX 2024-25

The Chief Officer presented the report.

RESOLVED: That Council:-

(1) Approved the Band D council tax of £1,675.

(2) Noted the precept of the Police.

(3) Delegated authority to the Chief Officer to amend the notice.
""",
        ("Saltbridge County Borough Council", "2024-03-13"),
        {"chair": ["Williams"], "present": ["Thomas", "Blundell", "Caparros"], "apologies": ["Kearn", "Lynch"], "in_attendance": ["Shephard"]},
        [
            ('332', ' 2024 be approved as a true and accurate record.', 'carried', None, None, None),
            ('333', 'hority to the Chief Officer to amend the notice.', 'carried', None, None, None),
        ],
    ),
    (
        "letter-spaced",
        """THE VALE OF SALT COUNCIL

CABINET

Minutes of a meeting held on 7th March, 2024.

Present: Councillor L. Burnett (Chair), Councillor B. Brooks (Vice-Chair); Councillors G. John, M. Wilson and R. Sivagnanam.

C255 MINUTES –

RESOLVED – T H A T the minutes of the meeting held on 22nd February, 2024 be approved as a correct record.

C256 DECLARATIONS OF INTEREST –

No declarations were received.

C257 GRIT BINS (N) (SCRUTINY – ENVIRONMENT) –

The Cabinet Member presented the report.

This was a matter for Executive decision.

Cabinet, having considered the report and all the issues and implications contained therein

RESOLVED –

(1) T H A T the contents of the report be noted.

(2) T H A T six bins be bought.

Reasons for decisions

(1) To keep roads open.

(2) Having regard to cost.
""",
        ("Cabinet", "2024-03-07"),
        {"chair": ["Burnett"], "vice_chair": ["Brooks"], "present": ["John", "Wilson", "Sivagnanam"]},
        [
            ('C255', ' February, 2024 be approved as a correct record.', 'carried', None, None, None),
            ('C257', 'report be noted. (2) T H A T six bins be bought.', 'carried', None, None, None),
        ],
    ),
    (
        "numbered-paragraphs",
        """SALT & HOVE CITY COUNCIL

TRANSPORT COMMITTEE

4.00pm 5 MARCH 2024

COUNCIL CHAMBER, TOWN HALL

MINUTES

Present: Councillor Muten (Chair) Davis (Deputy Chair), Hill (Opposition Spokesperson), Bagaeen, and Lyons

PART ONE

57 PROCEDURAL BUSINESS

(a) Declarations of substitutes

57.1 Councillor Lyons was present as substitute for Councillor Theobald.

(b) Declarations of interest

57.2 There were none.

(c) Exclusion of press and public

57.4 RESOLVED- That the press and public not be excluded.

58 MINUTES

58.1 RESOLVED- That the minutes of the previous meeting held on 16 January 2024 be approved and signed as the correct record.

59 GRIT BINS

59.1 The Committee considered a report of the Executive Director.

59.2 Councillor Davis moved an amendment on behalf of the Labour Group.

59.3 Councillor Hill seconded the amendment.

59.4 The Chair then put the amendment to the vote, which failed.

59.5 The Chair put the recommendations as per the report to the vote that were agreed.

59.6 RESOLVED-

1) That Committee approves the purchase of six bins.

2) That Committee notes the cost.

The meeting concluded at 6.10pm
""",
        ("Transport Committee", "2024-03-05"),
        {"chair": ["Muten"], "vice_chair": ["Davis"], "present": ["Hill", "Bagaeen", "Lyons"]},
        [
            ('57', 'LVED- That the press and public not be excluded.', 'carried', None, None, None),
            ('58', '24 be approved and signed as the correct record.', 'carried', None, None, None),
            ('59', 'hen put the amendment to the vote, which failed.', 'lost', 'Councillor Davis', 'Councillor Hill', None),
            ('59', 'e of six bins. 2) That Committee notes the cost.', 'carried', None, None, None),
        ],
    ),
    (
        "numbers-in-brackets",
        """SALT NORFOLK DISTRICT COUNCIL

DEVELOPMENT COMMITTEE

Minutes of the meeting of the Development Committee held on Thursday, 7 March 2024 in the Council Chamber at 9.30 am

Committee Members Present: Cllr P Heinrich (Chairman) Cllr R Macdonald (Vice-Chairman)
Cllr M Batey Cllr A Brown

Officers in Attendance: Assistant Director - Planning (ADP)

(139) TO RECEIVE APOLOGIES FOR ABSENCE

Apologies for absence were received from Cllr V Holliday.

(140) SUBSTITUTES

None.

(141) SALTBY - PF/23/1065 - ERECTION OF BARN

The Planning Officer introduced the report. Cllr A Brown proposed acceptance of the officer's recommendation. Cllr M Batey seconded.

IT WAS UNANIMOUSLY RESOLVED by 12 votes for

That Planning Application PF/23/1065 be APPROVED in accordance with the Officer's recommendation.

(142) WELLS - PF/23/2259 - HOUSE

RESOLVED by 8 votes for, 3 against and 1 abstention

That planning application PF/23/2259 be REFUSED contrary to the recommendation.
""",
        ("Development Committee", "2024-03-07"),
        {"chair": ["Heinrich"], "vice_chair": ["Macdonald"], "present": ["Batey", "Brown"], "apologies": ["Holliday"]},
        [
            ('141', "in accordance with the Officer's recommendation.", 'carried', 'Cllr A Brown', 'Cllr M Batey', (12, None, None)),
            ('142', '/2259 be REFUSED contrary to the recommendation.', 'carried', None, None, (8, 3, 1)),
        ],
    ),
    (
        "stars-before-those-present",
        """MINUTES of the meeting of the CABINET HELD ON 26 MARCH 2024 AT 2.00 PM AT SALT HALL.

These minutes are subject to confirmation by the Cabinet at its next meeting.

Members: (*present)
*Tim Oliver (Chairman)
*Natalie Bramhall
Clare Curran
*Kevin Deanus

PART ONE
IN PUBLIC

41/24 APOLOGIES FOR ABSENCE [Item 1]

Apologies were received from Clare Curran.

42/24 MINUTES OF PREVIOUS MEETING: 27 FEBRUARY 2024 [Item 2]

These were agreed as a correct record of the meeting.

43/24 DECLARATIONS OF INTEREST [Item 3]

There were none.

44/24 GRIT BINS [Item 7]

The Leader introduced the report.

RESOLVED:

1. That Cabinet approves six bins.

2. That Cabinet delegates authority to the Director.

Reason for Decision:

Roads stay open.

(The decisions on this item can be called-in by the Resources Select Committee)
""",
        ("Cabinet", "2024-03-26"),
        {"apologies": ["Curran"]},
        [
            ('42/24', ' were agreed as a correct record of the meeting.', 'carried', None, None, None),
            ('44/24', 'hat Cabinet delegates authority to the Director.', 'carried', None, None, None),
        ],
    ),
    (
        "mover-behind-the-resolution",
        """COUNCIL MEETING
5th September, 2018

Present:- The Mayor of Salther (Councillor Alan Buckley) (in the Chair); Councillors Alam, Allcock, Allen and Read.

60. ANNOUNCEMENTS

The Mayor invited all to the gala.

61. MINUTES OF THE PREVIOUS COUNCIL MEETING

Resolved: - That the minutes of the Council Meeting held on 25th July, 2018 be approved for signature by the Mayor.

Mover:- Councillor Read  Seconder:- Councillor Watson

62. RECOMMENDATION FROM CABINET - GRIT BINS

Further to Minute No. 20 of the meeting of the Cabinet and Commissioners held on 16th July, 2018, consideration was given to the report.

Resolved:-  That six bins be bought.

Mover:- Councillor Hoddinott Seconder:- Councillor Alam

63. NOTICE OF MOTION

It was moved by Councillor Allen and seconded by Councillor Read that the plan be rejected.

On being put to the vote, the motion was LOST.
""",
        ("Council", "2018-09-05"),
        {"chair": ["Buckley"], "present": ["Alam", "Allcock", "Allen", "Read"]},
        [
            ('61', 'ly, 2018 be approved for signature by the Mayor.', 'carried', 'Councillor Read', 'Councillor Watson', None),
            ('62', 'Resolved:- That six bins be bought.', 'carried', 'Councillor Hoddinott', 'Councillor Alam', None),
            ('63', '. On being put to the vote, the motion was LOST.', 'lost', 'Councillor Allen', 'Councillor Read', None),
        ],
    ),
    (
        "in-welsh",
        """CYNGOR TREF ABERHALEN

Cofnodion y cyfarfod a gynhaliwyd nos Fercher, 20 Mawrth 2024 yn Neuadd y Dref

Yn bresennol: Y Cynghorydd Eleri Puw (Cadeirydd), y Cynghorwyr Dafydd Rees, Nia Huws ac Ifan Tomos

Hefyd yn bresennol: Mair Evans (Clerc)

1. Ymddiheuriadau

Derbyniwyd ymddiheuriadau gan y Cynghorydd Sioned Parri.

2. Datganiadau o fuddiant

Datganodd y Cynghorydd Rees fuddiant personol yn eitem 4.

3. Cofnodion

PENDERFYNWYD derbyn cofnodion cyfarfod 21 Chwefror 2024 fel rhai cywir.

4. Biniau graean

Cyflwynodd y Clerc adroddiad. Cynigiwyd gan y Cynghorydd Huws ac eiliwyd gan y Cynghorydd Tomos.

PENDERFYNWYD:
(1) prynu chwe bin;
(2) gofyn i'r Clerc adrodd yn ôl.

5. Cynllunio

Nodwyd yr adroddiad.

6. Cyllideb

Penderfynwyd yn unfrydol gosod praesept o £12,000.
""",
        ("Cyngor Tref Aberhalen", "2024-03-20"),
        {"chair": ["Puw"], "present": ["Rees", "Huws", "Tomos"], "in_attendance": ["Evans"], "apologies": ["Parri"]},
        [
            ('3', 'nodion cyfarfod 21 Chwefror 2024 fel rhai cywir.', 'carried', None, None, None),
            ('4', "rynu chwe bin; (2) gofyn i'r Clerc adrodd yn ôl.", 'carried', None, None, None),
            ('5', 'Nodwyd yr adroddiad.', 'carried', None, None, None),
            ('6', 'nderfynwyd yn unfrydol gosod praesept o £12,000.', 'carried', None, None, None),
        ],
    ),
    (
        "scottish-decision-headings",
        """Minutes

Transport and Environment Committee
10.00am, Thursday 7 March 2024

Present
Councillors Arthur (Convener), Aston, Bandel, Dobbin and Faccenda.

1. Minutes
Decision
To approve the minute of the Transport and Environment Committee of 1 February 2024 as a correct record.

2. Work Programme
The Work Programme was presented.
Decision
1) To note the Work Programme.
2) To agree to a briefing note on bins.
(Reference – Work Programme, submitted.)

3. Grit Bins
a) Deputation
The deputation asked for bins.
b) Report by the Executive Director of Place
Motion
To approve the purchase of six bins.
- moved by Councillor Arthur, seconded by Councillor Faccenda
Amendment 1
To take no action on the matter.
- moved by Councillor Aston, seconded by Councillor Dobbin
Voting
The voting was as follows:
For the motion - 6 votes
For the amendment - 5 votes
(For the motion: Councillors Arthur, Faccenda. For the amendment: Councillors Aston, Dobbin.)
Decision
To approve the motion by Councillor Arthur.
(Reference – report by the Executive Director of Place, submitted.)

4. Parking
Decision
To continue consideration of the report to the next meeting.
""",
        ("Transport and Environment Committee", "2024-03-07"),
        {"chair": ["Arthur"], "present": ["Aston", "Bandel", "Dobbin", "Faccenda"]},
        [
            ('1', 'ommittee of 1 February 2024 as a correct record.', 'carried', None, None, None),
            ('2', 'ogramme. 2) To agree to a briefing note on bins.', 'carried', None, None, None),
            ('3', 'sion To approve the motion by Councillor Arthur.', 'carried', None, None, None),
            ('4', 'consideration of the report to the next meeting.', 'deferred', None, None, None),
        ],
    ),
    (
        "number-under-the-heading",
        """SALTBRIDGE WELLS BOROUGH COUNCIL

MINUTES of the Planning Committee held in the Town Hall at 10.30 am on Wednesday, 6 March 2024

Present: Councillor Mark Ellis (Chairman)
Councillors Bland, Fitzsimmons, Johnson, Le Page and Moon

Officers in Attendance: Richard Hazelgrove (Principal Planning Officer), Tracey Wagstaff (Planning Solicitor)

APOLOGIES FOR ABSENCE
PLA136/23 Apologies were received from Councillor Osborne.

DECLARATIONS OF INTERESTS
PLA137/23 No declarations of pecuniary or significant other interest were made.

APPLICATION FOR CONSIDERATION - 23/03143/FULL LAND AT MILL LANE
PLA142/23 Planning Report and Presentation – The Committee considered application PLA142/23. Decision/voting – On the basis that members were satisfied that all relevant planning considerations had been covered within the report, a motion was proposed by Councillor Bland, seconded by Councillor Moon and a vote was taken to approve the application in line with the officer recommendation.
RESOLVED – That application PLA142/23 be granted subject to the plans, conditions and informatives as set out in the agenda report.

DATE OF NEXT MEETING
PLA143/23 The next Planning Committee meeting was scheduled for Wednesday 27 March 2024.
""",
        ("Planning Committee", "2024-03-06"),
        {"chair": ["Ellis"], "present": ["Bland", "Fitzsimmons", "Johnson", "Page", "Moon"], "in_attendance": ["Hazelgrove", "Wagstaff"], "apologies": ["Osborne"]},
        [
            ('PLA142/23', 'nd informatives as set out in the agenda report.', 'carried', 'Councillor Bland', 'Councillor Moon', None),
        ],
    ),
    (
        "parish-number-with-year",
        """GROSBY PARISH COUNCIL

Minutes of the Parish Council Meeting held on Monday 4th March 2024 at 7.00pm

Present: Cllr Mrs J Ash (Chairman), Cllrs P Batty, I Cole, Mrs E Day
Clerk: Mr D Ennis
2 members of the public

Cou/285/23-24 Apologies
Apologies were received and accepted from Cllr Fox.

Cou/286/23-24 Minutes
It was proposed by Cllr Batty, seconded by Cllr Cole and RESOLVED that the minutes of 5th February be signed.

Cou/287/23-24 Grit Bins
The Clerk reported on quotes. RESOLVED: to buy six bins at £150 each.

Cou/288/23-24 County Councillor's Report
The County Council has resolved to close the tip.
""",
        ("Grosby Parish Council", "2024-03-04"),
        {"chair": ["Ash"], "present": ["Batty", "Cole", "Day"], "clerk": ["Ennis"], "apologies": ["Fox"]},
        [
            ('Cou/285/23-24', 'logies were received and accepted from Cllr Fox.', 'carried', None, None, None),
            ('Cou/286/23-24', 'LVED that the minutes of 5th February be signed.', 'carried', 'Cllr Batty', 'Cllr Cole', None),
            ('Cou/287/23-24', 'RESOLVED: to buy six bins at £150 each.', 'carried', None, None, None),
        ],
    ),
    (
        "web-page",
        """Agenda and minutes
Cabinet
Wednesday, 6th March, 2024 6.00 pm

Venue: Town Hall

No. | Item

35.
Apologies for Absence

Minutes:
Apologies were received from Cllr Jones.

36.
Disclosable Interests

Minutes:
None were declared.

37.
Minutes
To confirm the minutes of the Cabinet meeting held on 7th February 2024.

Minutes:
RESOLVED: That the minutes of the meeting held on the 7th February 2024 be confirmed as a correct record.

38.
Grit Bins
Report of the Director.

Additional documents:
- Appendix 1, item 38. PDF 160 KB

Decision:
RESOLVED:
That six bins be bought.

Minutes:
The Portfolio Holder presented the report.

RESOLVED:
That six bins be bought.
""",
        ("Cabinet", "2024-03-06"),
        {"apologies": ["Jones"]},
        [
            ('37', ' February 2024 be confirmed as a correct record.', 'carried', None, None, None),
            ('38', 'RESOLVED: That six bins be bought.', 'carried', None, None, None),
        ],
    ),
    (
        "recommended-with-votes",
        """SALT, CHURCH AND POOL COUNCIL

CABINET

Minutes of the Meeting held on 6 March 2024 at 10.15 am

Present:- Cllr V Slade - Chair
Cllr M Cox - Vice-Chair

Present: Cllr D Brown, Cllr R Burton and Cllr A Hadley

121. Declarations of Interests
There were no declarations of interest made on this occasion.

122. Confirmation of Minutes
The Minutes of the Cabinet meeting held on 7 February 2024 were confirmed and signed as a correct record.

123. Grit Bins
The Portfolio Holder presented a report.

RECOMMENDED that Council:-
(a) approves the purchase of six bins; and
(b) delegates authority to the Director.
Voting: Unanimous
Portfolio Holder: Environment
Reason
Roads.

124. Salt Barn
RESOLVED that Cabinet: -
(a) Notes the report.
Voting: For - 6, Against - 2, Abstain - 1
""",
        ("Cabinet", "2024-03-06"),
        {"chair": ["Slade"], "vice_chair": ["Cox"], "present": ["Brown", "Burton", "Hadley"]},
        [
            ('122', '4 were confirmed and signed as a correct record.', 'carried', None, None, None),
            ('123', 'ns; and (b) delegates authority to the Director.', 'carried', None, None, None),
            ('124', 'RESOLVED that Cabinet: - (a) Notes the report.', 'carried', None, None, (6, 2, 1)),
        ],
    ),
    (
        "licensing",
        """Licensing Sub-Committee

Hearing: 6 March 2024

Sub-Committee Members: Councillors Ash (Chairman), Birch and Cole

1. Disclosures of Interest
None.

2. Application for a Premises Licence - Salt Stores
The Sub-Committee considered representations.

Resolved to grant the application subject to the following conditions:
1. CCTV shall be kept.
2. Staff shall be trained.

3. Application for Review - The Crown
Resolved to reject the applications for review.
""",
        ("Licensing Sub-Committee", "2024-03-06"),
        {"chair": ["Ash"], "present": ["Birch", "Cole"]},
        [
            ('2', '. CCTV shall be kept. 2. Staff shall be trained.', 'carried', None, None, None),
            ('3', 'Resolved to reject the applications for review.', 'carried', None, None, None),
        ],
    ),
    (
        "recorded-vote",
        """SALTBY COUNTY COUNCIL

Minutes of the Meeting of the County Council held on Thursday 22 February 2024

Present: Councillors Ash, Birch, Cole, Dunn and Ellis. Councillor Fern in the Chair.

1829. Apologies

An apology was received from Councillor Gale.

1830. Budget and Council Tax 2024/25

Proposed by Councillor Ash and seconded by Councillor Birch.

In accordance with the Local Authorities (Standing Orders) (England) (Amendment) Regulations 2014 a recorded vote was taken.

Those voting in favour were: Councillors Ash, Birch and Fern (3)
Those voting against were: Councillor Cole (1)
Those abstaining were: Councillors Dunn and Ellis (2)

RESOLVED that:
a) the budget be approved; and
b) council tax be set.

1831. Notice of Motion

Councillor Cole moved, seconded by Councillor Dunn, that the Council ban salt.

FOR: Cole, Dunn (2) AGAINST: Ash, Birch, Fern (3) ABSTAIN: Ellis (1)

The motion was lost.
""",
        ("Saltby County Council", "2024-02-22"),
        {"present": ["Ash", "Birch", "Cole", "Dunn", "Ellis"], "chair": ["Fern"], "apologies": ["Gale"]},
        [
            ('1830', 'e budget be approved; and b) council tax be set.', 'carried', 'Councillor Ash', 'Councillor Birch', (3, 1, 2)),
            ('1831', 'Fern (3) ABSTAIN: Ellis (1) The motion was lost.', 'lost', 'Councillor Cole', 'Councillor Dunn', (2, 3, 1)),
        ],
    ),
    (
        "capital-that",
        """THE LONDON BOROUGH OF SALTDEN

At a meeting of the CABINET held on WEDNESDAY, 28TH FEBRUARY, 2024 at 7.00 pm

MEMBERS OF THE CABINET PRESENT

Councillors Georgia Ash (Chair), Pat Birch, Adam Cole

MEMBERS OF THE CABINET ABSENT

Councillor Meric Dunn

The minutes should be read in conjunction with the agenda for the meeting.

MINUTES

1. APOLOGIES

Apologies for absence were received from Councillor Dunn.

2. GRIT BINS (CENV/2024/05)

Consideration was given to the report of the Director.

RESOLVED –

THAT six bins be bought.

ACTION BY: Executive Director Supporting Communities

3. MINUTES

RESOLVED –

THAT the minutes of the meeting held on 17th January 2024 be signed as a correct record.
""",
        ("Cabinet", "2024-02-28"),
        {"chair": ["Ash"], "present": ["Birch", "Cole"], "absent": ["Dunn"], "apologies": ["Dunn"]},
        [
            ('2', 'RESOLVED – THAT six bins be bought.', 'carried', None, None, None),
            ('3', '17th January 2024 be signed as a correct record.', 'carried', None, None, None),
        ],
    ),
    (
        "numbers-without-a-full-stop",
        """London Borough of Saltington

Policy and Performance Scrutiny Committee - 7 March 2024

Minutes of the meeting of the Policy and Performance Scrutiny Committee held in the Council Chamber, Town Hall on 7 March 2024 at 7.00 pm.

Present: Councillors: Gallagher (Chair), Ozdemir (Vice-Chair), Heather and Wayne

Also Present: Councillors: Comer-Schwartz

Councillor Dave Gallagher in the Chair

131 APOLOGIES FOR ABSENCE (Item 1)
Councillors Russell and Spall

132 DECLARATIONS OF INTEREST (Item 3)
None

133 TO APPROVE MINUTES OF PREVIOUS MEETING (Item 4)

RESOLVED:
That the minutes of the meeting held on 25 January 2024 be confirmed as an accurate record of proceedings and the Chair be authorised to sign them

134 CRIME UPDATE (Item 8)
In the discussion the following main points were made –
• Members noted the figures
• It was agreed that data would be sent to Members

RESOLVED:
(a) That the report be noted
(b) That further information be provided to Members on stop and search

The Chair thanked the officers.
""",
        ("Policy and Performance Scrutiny Committee", "2024-03-07"),
        {"vice_chair": ["Ozdemir"], "present": ["Heather", "Wayne"], "in_attendance": ["Comer-Schwartz"], "chair": ["Gallagher"], "apologies": ["Russell", "Spall"]},
        [
            ('133', 'eedings and the Chair be authorised to sign them', 'carried', None, None, None),
            ('134', 'mation be provided to Members on stop and search', 'carried', None, None, None),
        ],
    ),
    (
        "moved-and-it-was-resolved",
        """SALTLEY AND BOSWORTH BOROUGH COUNCIL

PLANNING COMMITTEE

12 MARCH 2024 AT 6.30 PM

PRESENT: Cllr MJ Crooks - Chair
Cllr J Moore - Vice-Chair
Cllr CM Allen, Cllr RG Allen and Cllr SL Bray

Officers in attendance: Chris Brown, Rhiannon Hill and Julie Kenny

312. Apologies and substitutions

Apologies for absence were submitted on behalf of Councillors Flemming and Smith.

313. Minutes

It was moved by Councillor J Crooks, seconded by Councillor C Allen and

RESOLVED - the minutes of the meeting held on 13 February be confirmed as a correct record.

314. Declarations of interest

Councillor Bray declared a non-registerable interest in application 23/01184/FUL as he knew the applicant.

315. 23/01184/FUL - Sheepy Road

Application for two dwellings.

It was moved by Councillor Moore and seconded by Councillor Bray that permission be refused due to harm to the countryside. Upon being put to the vote, the motion was CARRIED and it was

RESOLVED - permission be refused due to harm to the countryside.

316. 23/00455/OUT - Desford Lane

It was moved by Councillor Allen and seconded by Councillor Bray that permission be granted. Upon being put to the vote, the motion was LOST.

It was subsequently moved by Councillor Crooks and seconded by Councillor Moore that the application be deferred. Upon being put to the vote, the motion was CARRIED and it was

RESOLVED - the application be deferred to the next meeting.
""",
        ("Planning Committee", "2024-03-12"),
        {"chair": ["Crooks"], "vice_chair": ["Moore"], "present": ["Allen", "Allen", "Bray"], "in_attendance": ["Brown", "Hill", "Kenny"], "apologies": ["Flemming", "Smith"]},
        [
            ('313', 'on 13 February be confirmed as a correct record.', 'carried', 'Councillor J Crooks', 'Councillor C Allen', None),
            ('315', 'ssion be refused due to harm to the countryside.', 'carried', 'Councillor Moore', 'Councillor Bray', None),
            ('316', 'Upon being put to the vote, the motion was LOST.', 'lost', 'Councillor Allen', 'Councillor Bray', None),
            ('316', 'the application be deferred to the next meeting.', 'deferred', 'Councillor Crooks', 'Councillor Moore', None),
        ],
    ),
    (
        "agenda-items-in-brackets",
        """Saltershire County Council

Cabinet

Minutes

Thursday, 21 March 2024, County Hall, Saltchester - 10.00 am

Present:
Mr S E Geraghty (Chairman), Mr A I Hardman, Mr R M Bennett, Ms T L Onslow

Also attended:
Dr A J Hopkins, Mrs E B Tucker

2233 Apologies and Declarations of Interest (Agenda item 1)
None.

2234 Confirmation of the Minutes (Agenda item 3)
RESOLVED that the Minutes of the meeting held on 1 February 2024 be confirmed as a correct record and signed by the Chairman.

2235 Grit Bins (Agenda item 4)
RESOLVED that Cabinet:
(a) approved six bins; and
(b) delegated authority to the Director to buy them.
In the ensuing debate the following points were made:
• Members welcomed the bins.
""",
        ("Cabinet", "2024-03-21"),
        {"chair": ["Geraghty"], "present": ["Hardman", "Bennett", "Onslow"], "in_attendance": ["Hopkins", "Tucker"]},
        [
            ('2234', ' as a correct record and signed by the Chairman.', 'carried', None, None, None),
            ('2235', 'delegated authority to the Director to buy them.', 'carried', None, None, None),
        ],
    ),
    (
        "decision-record",
        """RECORD OF DECISION TAKEN BY THE CABINET MEMBER FOR TRANSPORT

Decision Ref: 24/011

Date of decision: 5 March 2024

Decision:

That the Cabinet Member:

1. approves the parking scheme; and
2. authorises the Director to make the order.

Reasons for decision:

Safety.

Alternative options considered:

Do nothing.

Is this a key decision? No
""",
        ("Cabinet Member for Transport", "2024-03-05"),
        {},
        [
            (None, 'nd 2. authorises the Director to make the order.', 'carried', None, None, None),
        ],
    ),
    (
        "granted-in-a-sentence",
        """SALT CITY COUNCIL

Planning Committee

Tuesday, 12th March, 2024

Members present: Councillor Groogan (Chairperson); Councillors Bradley and Carson.

1. Apologies

No apologies were reported.

2. LA04/2023/1234/F - Apartments at Mill Street

The Planning Officer outlined the application.

The Committee granted planning permission, subject to the imposing of the conditions set out within the report.

3. LA04/2023/2222/F - House

The Committee agreed to defer consideration of the application in order that a site visit could be undertaken.

4. Proposal

Moved by Councillor Bradley,
Seconded by Councillor Carson and

Resolved - That the Committee notes the report.
""",
        ("Planning Committee", "2024-03-12"),
        {"chair": ["Groogan"], "present": ["Bradley", "Carson"]},
        [
            ('2', 'ing of the conditions set out within the report.', 'carried', None, None, None),
            ('3', ' in order that a site visit could be undertaken.', 'deferred', None, None, None),
            ('4', 'Resolved - That the Committee notes the report.', 'carried', 'Councillor Bradley', 'Councillor Carson', None),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meeting", "listed", "decided"), [s[1:] for s in STYLES], ids=[s[0] for s in STYLES])
def test_a_style(
    text: str,
    meeting: tuple[str, str],
    listed: dict[str, list[str]],
    decided: list[tuple[str, str, str, str | None, str | None, tuple[int | None, int | None, int | None] | None]],
) -> None:
    record = record_of(text)
    assert [(p.body, p.meeting_date) for p in record.papers] == [meeting]
    roles: dict[str, list[str]] = {}
    for one in record.attendance:
        roles.setdefault(one.role, []).append(one.name.split()[-1])
    assert roles == listed
    read = [
        (d.minute, " ".join(d.text.split())[-48:], d.outcome, d.mover, d.seconder, (d.votes.for_, d.votes.against, d.votes.abstain) if d.votes else None) for d in record.decisions
    ]
    assert read == decided


def test_names_behind_a_figure_and_without_one() -> None:
    named = {s[0]: record_of(s[1]).decisions for s in STYLES if s[0] in ("recorded-vote", "scottish-area-committee")}
    (budget, salt), moved = named["recorded-vote"], named["scottish-area-committee"][-1]
    assert budget.votes is not None and dict(budget.votes.names) == {"Ash": "for", "Birch": "for", "Fern": "for", "Cole": "against", "Dunn": "abstain", "Ellis": "abstain"}
    assert salt.votes is not None and dict(salt.votes.names) == {"Cole": "for", "Dunn": "for", "Ash": "against", "Birch": "against", "Fern": "against", "Ellis": "abstain"}
    assert moved.votes is not None and dict(moved.votes.names) == {"D Kerr": "for", "F Munro": "for", "I Ross": "against", "A Reid": "abstain"}


AWKWARD = [
    ("no structure", """Notes of the residents' group

We met in the hall. Everyone was there. It was cold and the tea was late.

We talked about bins. Someone thought that six would do. Nothing was settled.
"""),
    ("scanned badly", """SALTBY PARlSH C0UNCIL

Minut es of the m eeting held on 5th Mar ch 2O24

Pres ent: Cllr A5h, Cllr B1rch, Cllr C0le

1 . Apo1ogies

N one.

2 . B ins

lt was reso1ved to buy six b ins. Prop Cllr A5h, 2nd Cllr C0le
"""),
]


@pytest.mark.parametrize("text", [a[1] for a in AWKWARD], ids=[a[0] for a in AWKWARD])
def test_what_cannot_be_read_is_not_made_up(text: str) -> None:
    record = record_of(text)
    assert all(p.meeting_date is None and p.body is None for p in record.papers)
    assert all(d.text in text for d in record.decisions)


def test_two_dates_a_wrong_number_and_a_tie() -> None:
    record = record_of("""SALTBY PARISH COUNCIL

Minutes of the meetings held on 5 March 2024 and 12 March 2024

Present: Cllr Ash, Cllr Birch

1. Apologies

None.

3. Bins

It was resolved to buy bins. Proposed Cllr Ash, seconded Cllr Birch.

2. Lamps

A vote was taken and was undecided, three for and three against; the Chair did not give a casting vote.

4. Pumps

It was hoped that something would be decided next time.
""")
    assert [p.meeting_date for p in record.papers] == [None]
    (only,) = record.decisions
    assert (only.minute, only.mover, only.seconder, only.votes) == ("3", "Cllr Ash", "Cllr Birch", None)
