"""The words of offences, charges, convictions and sentences, and the phrases that speak of nobody."""

from __future__ import annotations

from redact.detect.sensitive_terms import GENERAL, Row, Strength

_STRONG, _FAIR, _WEAK, _HINT = Strength.STRONG, Strength.FAIR, Strength.WEAK, Strength.HINT

OFFENCES = (
    Row(
        "CRIMINAL_OFFENCE",
        "words of a conviction or a charge",
        _STRONG,
        """
        convicted of; was convicted; were convicted; been convicted; conviction for; convictions for; previous
        conviction~; spent conviction~; unspent conviction~; criminal conviction~; criminal record; criminal history;
        found guilty; pleaded guilty; plead guilty; pled guilty; pleaded not guilty; guilty plea; guilty of; charged
        with; was charged; were charged; been charged with; charges of; arrested for; arrested on suspicion; was
        arrested; were arrested; been arrested; under arrest; sentenced to; was sentenced; been sentenced; suspended
        sentence; custodial sentence; life imprisonment; years imprisonment; years' imprisonment; months'
        imprisonment; months imprisonment; years in prison; months in prison; term of imprisonment; sent to prison;
        served a sentence; released on licence; released on bail; on bail; bailed; remanded in custody; held in
        custody; in police custody; police caution; cautioned for; conditional caution; accepted a caution; cautioned
        by police; interviewed under caution; community order; community payback; community service order; on
        probation; probation officer; probation order; parole; sex offender; sex offenders register; sexual offender;
        registered sex offender; sexual harm prevention order; restraining order; non molestation order; criminal
        behaviour order; fixed penalty notice for; banned from driving; disqualified from driving; drink driving;
        drink drive; drug driving; wanted for; accused of; suspected of; prosecuted for; acquitted of; acquitted;
        indicted; indicted for; on trial for; stood trial; ex offender; reoffended; young offender; accused him of;
        accused her of; detained on suspicion; placed in detention on remand; detention on remand; sentence of
        imprisonment; served time; dbs disclosure; barred list; electronic tag; tagged curfew; county         lines;
        penalty points; points on his licence; points on her licence; criminal proceedings against; criminal
        charges; bill of indictment; warrant for his arrest; warrant for her arrest; warrant for the arrest; arrest
        warrant; ordered his arrest; ordered her arrest; pnc record; crime reference number; a sentence of; custodial
        sentence of
        """,
    ),
    Row(
        "CRIMINAL_OFFENCE",
        "the name of an offence",
        _FAIR,
        """
        murder; murdered; manslaughter; rape; raped; sexual assault; sexually assaulted; indecent assault; indecent
        exposure; indecent images; child abuse images; grooming; voyeurism; assault; assaulted; common assault; actual
        bodily harm; grievous bodily harm; abh; gbh; wounding; battery; robbery; robbed; burglary; burgled; theft;
        shoplifting; stole; stolen; stealing; handling stolen goods; fraud; defrauded; fraudulent; embezzlement;
        embezzled; money laundering; bribery; forgery; forged; counterfeit; perjury; perverting the course of justice;
        blackmail; extortion; kidnapping; kidnapped; false imprisonment; arson; criminal damage; vandalism; affray;
        violent disorder; public order offence~; breach of the peace; drunk and disorderly; harassment; stalking;
        stalked; coercive control; domestic violence; domestic abuse; possession of cannabis; possession of cocaine;
        possession of drugs; possession of a firearm; possession of an offensive weapon; possession with intent;
        intent to supply; supplying drugs; drug dealing; drug trafficking; drug dealer; class a drugs; class b drugs;
        dangerous driving; careless driving; speeding; terrorism; terrorist; terrorist offence~; hate crime; modern
        slavery; human trafficking; people smuggling; benefit fraud; tax evasion; insider dealing; trespass; racially
        aggravated; knife crime; carrying a knife; offence~; offender; conviction~; convicted; imprisonment;
        imprisoned; prison; prisoner; jailed; inmate; criminal; indictment; remand; remanded; arrested; arrest;
        prosecuted; prosecution; guilty; contempt of court; attempted murder; incest; treason; espionage; membership
        of an illegal organisation; aiding and abetting; anti state; homicide; torture; kidnap; unlawful killing;
        detained; detention; caution; cautioned; misconduct in public office; probation; dbs certificate; enhanced
        dbs; sexual offence~
        """,
    ),
    Row(
        "CRIMINAL_OFFENCE",
        "words of policing and courts",
        _WEAK,
        """
        sentence; sentenced; acquittal; fined; custody; arresting; suspect; suspected; suspicion; allegation~; alleged
        offence; crime~; illegal; unlawful; crown court; magistrates court; bail; violence; violent; weapon; firearm;
        knife; cannabis; cocaine; heroin; antisocial behaviour; anti social behaviour; bribe; warrant; gang
        """,
    ),
    Row(
        "CRIMINAL_OFFENCE",
        "words beside offences",
        _HINT,
        """
        police; court; trial; charge; charges; judge; prosecutor; investigation; investigated; interrogated; officer~;
        reported; incident; attacked; victim; witness; drugs; defendant; accused; proceedings; jury; verdict; appeal;
        alleged
        """,
    ),
    Row(
        "CRIMINAL_OFFENCE",
        "a label of offences",
        _STRONG,
        """
        offence; offences; conviction; convictions; previous convictions; unspent convictions; criminal record;
        charge; charges; sentence; disposal; dbs result; mo; criminal convictions; offence type; plea
        """,
        label=True,
    ),
)

GENERALITIES = (
    Row(
        GENERAL,
        "a body, a law, a policy or a manner of speaking",
        _HINT,
        """
        department of health; department for health; department of health and social care; department for health and
        social care; ministry of health; secretary of state for health; health and safety; health and social care;
        public health; public health england; world health organization; world health organisation; health service;
        national health service; health service ombudsman; parliamentary and health service ombudsman; health
        authority; health board; health trust; nhs trust; foundation trust; healthcare; health care; health insurance;
        health minister; health secretary; health committee; health policy; health visitor; health centre; health
        club; health warning; health check; environmental health; health security agency; health education england;
        mental health act; mental health foundation; mental health awareness; mental health trust; mental health first
        aider; mental health strategy; mental health week; disability discrimination act; disability rights;
        disability confident; disability allowance; disability confident employer; disabled access; disabled parking;
        disabled toilet; disabled people's organisations; disability services; occupational health and safety; cancer
        research; cancer research uk; macmillan cancer support; cancer services; cancer strategy; cancer screening
        programme; british heart foundation; diabetes uk; stroke association; alzheimer's society; autism act; root
        cause; economic depression; great depression; stress test; stress testing; stress tested; blind trust; blind
        copy; colour blind; blind spot; blind eye; deaf ears; paralysed by; healthy economy; financial health; health
        of the economy; injury time; add insult to injury; computer virus; virus scan; virus checker; virus software;
        sick building; ill advised; ill founded; ill will; ill informed; ill equipped; the nut; ill treatment; ill
        treated; accident and emergency department; operating system; operating company; care quality commission; care
        act; duty of care; due care; care homes; care home; child care; customer care; social care; social care
        institute; terms and conditions; conditions of; condition of; condition precedent; on condition that; royal
        college of nursing; royal college of physicians; royal college of psychiatrists; medical research council;
        general medical council; british medical association; medicines and healthcare products regulatory agency;
        injury claims; personal injury lawyers; nursing and midwifery council; stroke of luck; stroke of the pen;
        keystroke; pregnancy and maternity; health records act; access to health records act; access to medical
        reports act; equality act; race relations act; race relations; human race; race to; horse race; race course;
        race meeting; race against; arms race; race night; race day; race equality; commission for racial equality;
        equality and human rights commission; country of origin; place of origin; certificate of origin; state of
        origin; origin of the; origins of the; world heritage; heritage lottery; english heritage; national heritage;
        heritage site; cultural heritage; heritage railway; heritage assets; local heritage; extraction of; tooth
        extraction; data extraction; black market; black friday; black and white; black ice; black country; black sea;
        black cab; black lead; black tie; black hole; black list; white paper; white house; white goods; white hall;
        white collar; white wine; white noise; asian market~; asian development bank; african union; roma tomatoes;
        minority shareholder~; minority interest~; caribbean sea; descent into; rapid descent; labour party;
        conservative party; green party; liberal democrat party; labour government; conservative government; labour
        market; labour law; labour force; labour costs; labour court; labour code; labour exchange; forced labour;
        slave labour; manual labour; hard labour; international labour organisation; international labour
        organization; child labour; ministry of labour; labour inspectorate; labour dispute; labour relations;
        conservative estimate~; conservative approach; conservative treatment; reform act; green paper; political
        parties; political parties elections and referendums act; political science; political economy; political
        process; political declaration; political risk; office politics; vote of no confidence; vote of thanks; third
        party; third parties; other party; each party; contracting party; either party; party to; birthday party;
        christmas party; dinner party; working party; search party; high contracting party; high contracting parties;
        political part; party conference season; general election; local elections; electoral commission; electoral
        roll; electoral register; good faith; bad faith; faith in; have faith; utmost good faith; religious education;
        religious education policy; church street; church road; church lane; church hall; church house; church farm;
        church hill; church school; church of england school; christ church; christchurch; church commissioners;
        catholic school; catholic primary school; roman catholic primary school; roman catholic school; muslim council
        of britain; jewish museum; jewish care; christian aid; islamic relief; islamic state; islamic finance; islamic
        republic; islamic bank; holy see; temple meads; temple bar; chapel street; chapel road; freedom of religion;
        freedom of thought conscience and religion; religious freedom; religious organisations; religious
        institutions; religious discrimination; belief in; reasonable belief; honest belief; mistaken belief; beyond
        belief; interfaith; church council; church building; church tower; christian name; christian names; ministry
        of religious affairs; charity commission; buddhist temple; prayer for relief; european union; soviet union;
        union of soviet; credit union; student union; students union; students' union; customs union; monetary union;
        union jack; union flag; state of the union; union street; union law; civil union; banking union; union
        territory; trade union act; trade union and labour relations; trade union congress; trades union congress;
        trade union law; trade unions and; equity market~; private equity; return on equity; home equity; unite
        against; prospect of; in the union; of the union; western european union; rugby union; law of the union;
        treaty on european union; council of the european union; member states; member state; reunion; offences act;
        sexual offences act; theft act; fraud act; bribery act; terrorism act; misuse of drugs act; crime and disorder
        act; police and criminal evidence act; proceeds of crime act; offences against the person act; rehabilitation
        of offenders act; criminal justice act; criminal justice; criminal justice system; criminal law; criminal
        code; criminal procedure; code of criminal procedure; criminal procedure act; code of criminal procedure act;
        penal code; criminal court; criminal courts; criminal cases review commission; criminal appeal; criminal
        division; criminal chamber; crime prevention; crime survey; crime statistics; crime rates; crime rate; crime
        figures; crime commissioner; police and crime commissioner; crime novel; crime fiction; national crime agency;
        serious fraud office; war crimes tribunal; crown prosecution service; prosecution service; director of public
        prosecutions; fraud prevention; fraud awareness; anti fraud; counter fraud; anti bribery; counter terrorism;
        prevention of terrorism; anti money laundering; money laundering regulations; prison service; prison reform;
        prison reform trust; prison officers; prison officer; prison governor; prison places; prison population;
        prison act; prison rules; chief inspector of prisons; probation period; probationary period; six month
        probation; parole board; youth justice board; identity theft; copyright theft; theft of data; risk of theft;
        fire and theft; theft insurance; harassment policy; bullying and harassment; anti harassment; free of charge;
        in charge of; in charge; charged for; service charge~; extra charge; battery life; battery pack; battery
        charger; electric battery; car battery; lithium battery; battery powered; caution should; with caution; err on
        the side of caution; exercise caution; detention centre rules; arresting sight; cardiac arrest; convention
        against torture; prevention of torture; committee for the prevention of torture; european committee for the
        prevention of torture; sentence structure; the next sentence; the first sentence; the last sentence; second
        sentence; this sentence; the sentence above; sentences in; life sentence prisoners; murder mystery; guilty
        pleasure; feel guilty; felt guilty; suspected fraud helpline; data breach; prison break; speeding up; speeding
        the; criminal records bureau; disclosure and barring service; disclosure and barring; police officers
        federation; contempt for; trespass to goods; guilty conscience; gene pool; gene kelly; gene hackman; genetics
        department; genetically modified; genetic engineering; genetic resources; genetic diversity; genetic
        programming; general data protection; iris murdoch; fingerprint reader~; biometrics commissioner; biometrics
        strategy; digital fingerprint; browser fingerprint; key fingerprint; certificate fingerprint; ssh fingerprint;
        key fingerprints; device fingerprint; dna of the company; in our dna; company's dna; in its dna; affair of;
        foreign affairs; current affairs; state of affairs; public affairs; home affairs; legal affairs; pride in;
        intimate knowledge; sexual health services; sexual health clinic; gay pride parade; pride month; lgbt history
        month; prescribed by law; prescribed time; prescribed period; prescribed form; prescribed by; prescribed fee;
        prescribed information; health directorate; sole custody; joint custody; child custody; custody of the child;
        custody of the children; custody of her; custody of his; custody of; custody over; residence and custody;
        collective bargaining agreement; collective bargaining agreements
        """,
    ),
)
