"""The words of racial and ethnic origin, of political opinion, of religion and belief, and of trade unions."""

from __future__ import annotations

from redact.detect.sensitive_terms import Row, Strength

_STRONG, _FAIR, _WEAK, _HINT = Strength.STRONG, Strength.FAIR, Strength.WEAK, Strength.HINT

ETHNIC = (
    Row(
        "ETHNIC_ORIGIN",
        "words of ethnic origin",
        _STRONG,
        """
        ethnic origin is; ethnicity is; racial origin is; white british; white irish; white european; black british;
        black african; black caribbean; black american; african american; afro caribbean; african caribbean; british
        asian; asian british; mixed race; mixed ethnicity; mixed heritage; dual heritage; mixed white and; any other
        white background; any other asian background; any other black background; romany; gypsy; gypsies; irish
        traveller~; gypsy traveller; of roma origin; of roma ethnic origin; ^roma family; of jewish descent; of
        african descent; of asian descent; of indian descent; of kurdish origin; of turkish origin; of chinese origin;
        of pakistani origin; of indian origin; of african origin; of arab origin; aboriginal; windrush generation;
        ethnically chinese; ethnic albanian; ethnic hungarian; ethnic serb; ethnic russian; ethnic minority
        background; person of colour; woman of colour; man of colour; racially abused; racial abuse; half caste;
        member of the windrush generation
        """,
    ),
    Row(
        "ETHNIC_ORIGIN",
        "words of ethnic origin",
        _FAIR,
        """
        ethnic origin; ethnic group; ethnic background; ethnicity; racial origin; racial group; ethnic minority; of
        colour; ^roma; ^sinti; ^kurdish; ^kurd~; ^bame; ^bme; black man; black woman; black male; black female; black
        boy; black girl; black employee; black colleague; white man; white woman; white male; white female; white boy;
        white girl; asian man; asian woman; asian male; asian female; ic1 male; ic1 female; ic3 male; ic3 female; ic4
        male; ic4 female; ^bangladeshi; ^punjabi; ^tamil~; ^yoruba; ^igbo; ^somali~; ^caribbean; ^hispanic; ^latino;
        ^latina; ^caucasian; ^maori; ^inuit; ^pashtun; ^chechen~; ^uyghur~; ^berber; ^ashkenazi; ^sephardic; national
        or ethnic origin; skin colour; traveller community; descent; ancestry
        """,
    ),
    Row(
        "ETHNIC_ORIGIN",
        "words of descent",
        _WEAK,
        """
        origin; origins; heritage; extraction; parentage; roots; ^black; ^asian; ^traveller; race; racial
        """,
    ),
    Row(
        "ETHNIC_ORIGIN",
        "the name of a people",
        _HINT,
        """
        ^african; ^indian; ^pakistani; ^chinese; ^irish; ^polish; ^turkish; ^arab; ^nigerian; ^ghanaian; ^jamaican;
        ^iranian; ^iraqi; ^afghan; ^syrian; ^jewish; ^romanian; ^albanian; ^vietnamese; ^korean; ^japanese; ^filipino;
        ^sri lankan; ^sudanese; ^eritrean; ^ethiopian; ^egyptian; ^moroccan; ^algerian; ^russian; ^ukrainian;
        ^armenian; ^greek cypriot; ^turkish cypriot; ^serb; ^bosnian; ^hungarian; ^bulgarian; ^white; minority;
        complexion; background; racist; racism
        """,
    ),
    Row(
        "ETHNIC_ORIGIN",
        "a label of ethnic origin",
        _STRONG,
        """
        ethnicity; ethnic origin; ethnic group; ethnic background; race; racial origin; heritage; ethnic appearance;
        officer defined ethnicity; self defined ethnicity
        """,
        label=True,
    ),
)

POLITICAL = (
    Row(
        "POLITICAL_OPINION",
        "words of a political opinion",
        _STRONG,
        """
        voted for; votes for; voted labour; voted conservative; voted leave; voted remain; voted brexit; vote labour;
        votes labour; vote conservative; votes conservative; political opinion is; political views are; member of the
        labour party; member of the conservative party; labour party member; conservative party member; green party
        member; member of the green party; member of the liberal democrats; snp member; member of the snp; member of
        ukip; member of reform uk; member of plaid cymru; member of sinn fein; member of the communist party; member
        of the british national party; bnp member; party member; card carrying; stood as a candidate for; campaigned
        for the labour party; canvassing for; canvassed for; donated to the labour party; donated to the conservative
        party; is a communist; is a marxist; is a socialist; is a tory; is a conservative; is a fascist; anarchist;
        political asylum; political activist; political activism; for his political opinions; for her political
        opinions; her political opinions; his political opinions; his political views; her political views; my
        political views; political affiliation is; labour supporter; conservative supporter; tory supporter; brexit
        supporter; remain supporter; trump supporter; far right activist; far left activist; member of momentum;
        member of the party; political persecution
        """,
    ),
    Row(
        "POLITICAL_OPINION",
        "words of a political opinion",
        _FAIR,
        """
        political opinion~; political view~; political belief~; political affiliation~; political allegiance;
        political leaning~; communist; marxist; socialist; far right; far left; extreme right; anarchism; nationalist;
        unionist; republican sympathiser; left wing; right wing; brexiteer; remainer; ^tory; ^corbynite; ^thatcherite;
        activist; campaigner; extinction rebellion; just stop oil; insulate britain; stop the war coalition; black
        lives matter; english defence league; britain first; ^bnp; ^edl; ^ukip; ^snp; protester; dissident; opposition
        party; anti war march; separatist; party conference; pkk; political party; voted
        """,
    ),
    Row(
        "POLITICAL_OPINION",
        "words of politics",
        _HINT,
        """
        politics; political; ^labour; ^conservative; ^green; ^lib dem; ^liberal democrat; member; supporter; supports;
        candidate; election; vote; demonstration; protest; march; rally; leaflet~; party; ^reform; membership
        """,
    ),
    Row(
        "POLITICAL_OPINION",
        "a label of political opinion",
        _STRONG,
        """
        political opinion; political opinions; political affiliation; political party; party membership; political
        views; voting intention
        """,
        label=True,
    ),
)

RELIGION = (
    Row(
        "RELIGION",
        "words of somebody's religion",
        _STRONG,
        """
        is a muslim; is muslim; am a muslim; as a muslim; practising muslim; muslim convert; muslim prayer; devout
        muslim; converted to islam; conversion to islam; convert to islam; is a christian; am a christian; as a
        christian; practising christian; born again christian; devout christian; converted to christianity; practising
        catholic; is a catholic; am a catholic; devout catholic; roman catholic; is jewish; am jewish; orthodox jew;
        orthodox jewish; observant jew; practising jew; is a sikh; am a sikh; as a sikh; is a hindu; am a hindu; as a
        hindu; practising hindu; is a buddhist; as a buddhist; practising buddhist; jehovah's witness; jehovah's
        witnesses; is an atheist; am an atheist; humanist belief; is a quaker; is a mormon; seventh day adventist;
        scientologist; rastafarian; zoroastrian; pagan; wiccan; wears a hijab; wears the hijab; wear a hijab; wears a
        turban; wear a turban; wears a niqab; wears a burka; wears a kippah; wears a crucifix; observes ramadan;
        fasting for ramadan; observing ramadan; fasts during ramadan; observes the sabbath; observe the sabbath; prays
        five times; friday prayers; her religion; his religion; my religion; her faith; his faith; my faith; religious
        beliefs; religious belief; her religious; his religious; my religious; ethical veganism; ethical vegan; bar
        mitzvah; bat mitzvah; baptised; confirmed into the church; ordained; religious conversion; apostate; apostasy;
        evangelical christian; keeps kosher; eats halal; halal meals; kosher meals
        """,
    ),
    Row(
        "RELIGION",
        "the name of a religion",
        _FAIR,
        """
        ^muslim~; ^islam; islamic; ^sunni; ^shia; ^shiite; ^ahmadi; ^ismaili; ^alevi; ^christian~; christianity;
        ^catholic~; catholicism; ^protestant~; ^anglican; ^methodist; ^baptist; ^presbyterian; ^pentecostal;
        ^evangelical; ^greek orthodox; ^russian orthodox; ^jew~; ^jewish; judaism; ^sikh~; sikhism; ^hindu~; hinduism;
        ^buddhist~; buddhism; ^jain; ^mormon; ^quaker~; atheist; agnostic; humanist; ^baha i; scientology; ^rastafari;
        hijab; turban; niqab; kippah; kirpan; ramadan; eid; diwali; yom kippur; passover; sabbath; lent fasting;
        prayer room; kosher; halal; koran; quran; religious conviction~; philosophical belief~; pacifist; religious
        faith; deeply religious; very religious
        """,
    ),
    Row(
        "RELIGION",
        "words of worship",
        _WEAK,
        """
        religion; faith; mosque; synagogue; gurdwara; worship; worships; worshipped; prays; prayer~; praying; parish
        priest; imam; rabbi; congregation; creed; church; vegan; vicar; parishioner
        """,
    ),
    Row(
        "RELIGION",
        "words beside religion",
        _HINT,
        """
        belief~; believes; priest; bishop; temple; chapel; bible; fasting; convert; converted; observant; devout;
        practising; holy; god; monk; nun; religious
        """,
    ),
    Row(
        "RELIGION",
        "a label of religion",
        _STRONG,
        """
        religion; religion or belief; faith; religious belief; religious affiliation; denomination; belief
        """,
        label=True,
    ),
)

UNION = (
    Row(
        "TRADE_UNION",
        "words of trade union membership",
        _STRONG,
        """
        trade union member; trade union member~; trade union membership; trade union representative; trade union rep;
        union member; union membership; union rep; union representative; union reps; union subscription~; union subs;
        union dues; trade union dues; trade union subscription~; check off deduction; shop steward; shop stewards;
        branch secretary of unison; unison member; unison rep; unison representative; member of unison; member of
        unite; unite rep; unite member; unite representative; member of the gmb; gmb member; gmb rep; gmb
        representative; member of the rmt; rmt member; member of aslef; member of usdaw; usdaw member; usdaw rep;
        member of the neu; neu member; neu rep; nasuwt member; nasuwt rep; member of the nasuwt; member of prospect;
        member of the pcs; pcs member; pcs rep; member of the cwu; cwu member; cwu rep; member of the ucu; ucu member;
        ucu rep; member of the fbu; fbu member; member of the royal college of nursing; rcn member; member of the nut;
        member of the union; member of a union; member of a trade union; members of a trade union; joined the union;
        joined a trade union; joined a union; left the union; union organiser; trade unionist; trade union activities;
        trade union activity; union activities; accompanied by her union; accompanied by his union; blacklisted; went
        on strike; was on strike; on strike; took part in the strike; strike ballot; picket line; facility time; union
        learning rep; blacklisting; union official; trade union official; trade union activist; union activist
        """,
    ),
    Row(
        "TRADE_UNION",
        "words of trade unions",
        _FAIR,
        """
        ^unison; ^gmb; ^rmt; ^aslef; ^usdaw; ^nasuwt; ^cwu; ^ucu; ^bectu; ^fbu; ^unite the union; ^nuj; ^equity union;
        trade union~; industrial action; strike action; picketing; picket; collective bargaining; full time officer of
        the union; union branch; union meeting~; union recognition; union support; union solicitor; blackleg; union
        advice; union card; union colleague; his union; her union; my union; union
        """,
    ),
    Row(
        "TRADE_UNION",
        "words beside unions",
        _HINT,
        """
        ^unite; ^prospect; ^pcs; ^neu; ^rcn; rep; representative; subscription; membership; deduction; member; branch;
        strike; ballot; convenor; steward; accompanied
        """,
    ),
    Row(
        "TRADE_UNION",
        "a label of trade union membership",
        _STRONG,
        """
        trade union; trade union membership; union; union membership; union member; union subscription; union subs;
        union dues
        """,
        label=True,
    ),
)
