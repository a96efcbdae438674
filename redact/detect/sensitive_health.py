"""The words of health, of genetic data, of biometric data and of sex life."""

from __future__ import annotations

from redact.detect.sensitive_terms import Row, Strength

_STRONG, _FAIR, _WEAK, _HINT = Strength.STRONG, Strength.FAIR, Strength.WEAK, Strength.HINT

HEALTH = (
    Row(
        "HEALTH",
        "words of a diagnosis",
        _STRONG,
        """
        diagnosed with; diagnosed as having; diagnosis of; was diagnosed; were diagnosed; been diagnosed; suffers
        from; suffered from; suffering from; tested positive for; hiv positive; hiv status; living with hiv; icd 10;
        icd 11; dsm 5; terminally ill; in remission; sectioned under the mental health act; detained under the mental
        health act; registered blind; registered disabled; partially sighted; wheelchair user; profoundly deaf; brain
        injury; acquired brain injury; learning disability; learning disabilities; nervous breakdown; suicide
        attempt~; attempted suicide; suicidal; self harm; self harmed; self harming; overdosed; miscarriage;
        miscarried; stillborn; stillbirth; ectopic pregnancy; had a stroke; had a heart attack; occupational health
        report; occupational health referral; unfit for work; not fit for work; signed off sick; off sick with; signed
        off work; fit note~; sick note~; medically retired; ill health retirement; phased return to work; post
        traumatic stress disorder; ptsd; psychotic episode~; detoxed; rehab; relapsed; cause of death; life limiting;
        palliative care; end of life care; do not resuscitate; dnacpr; epipen; care plan for her; care plan for his;
        blood borne virus
        """,
    ),
    Row(
        "HEALTH",
        "the name of a treatment",
        _STRONG,
        """
        chemotherapy; radiotherapy; dialysis; haemodialysis; hemodialysis; mastectomy; hysterectomy; lumpectomy;
        colostomy; colostomy bag; chemo; bone marrow transplant; kidney transplant; liver transplant; heart bypass;
        bypass surgery; hip replacement; knee replacement; electroconvulsive therapy; ivf; vasectomy; amputation;
        amputated; biopsy; caesarean; caesarean section; c section; methadone; insulin; gender reassignment surgery;
        abortion; had a termination; antiretroviral therapy; antiretrovirals
        """,
    ),
    Row(
        "HEALTH",
        "the name of a medicine",
        _STRONG,
        """
        sertraline; fluoxetine; citalopram; escitalopram; mirtazapine; venlafaxine; duloxetine; amitriptyline;
        paroxetine; lithium carbonate; olanzapine; risperidone; quetiapine; aripiprazole; clozapine; haloperidol;
        diazepam; lorazepam; zopiclone; temazepam; methylphenidate; ritalin; concerta; atomoxetine; lisdexamfetamine;
        elvanse; carbamazepine; lamotrigine; levetiracetam; sodium valproate; epilim; keppra; metformin; gliclazide;
        warfarin; apixaban; rivaroxaban; clopidogrel; ramipril; lisinopril; amlodipine; bisoprolol; atenolol;
        simvastatin; atorvastatin; furosemide; salbutamol; ventolin; seretide; prednisolone; methotrexate;
        azathioprine; hydroxychloroquine; adalimumab; infliximab; tamoxifen; letrozole; anastrozole; herceptin;
        trastuzumab; levothyroxine; omeprazole; lansoprazole; gabapentin; pregabalin; tramadol; morphine; oramorph;
        codeine; co codamol; fentanyl; oxycodone; naloxone; buprenorphine; subutex; prozac; zoloft; prep medication;
        truvada; donepezil; memantine; levodopa; sinemet; finasteride; sildenafil; amoxicillin; doxycycline;
        nitrofurantoin; penicillin allergy; allergic to penicillin; naltrexone; disulfiram; antabuse; semaglutide;
        ozempic
        """,
    ),
    Row(
        "HEALTH",
        "the name of an illness",
        _FAIR,
        """
        cancer~; tumour~; tumor~; leukaemia; leukemia; lymphoma; melanoma; carcinoma; sarcoma; myeloma; metastases;
        metastatic; diabetes; diabetic; asthma; asthmatic; copd; emphysema; bronchitis; pneumonia; tuberculosis;
        epilepsy; epileptic; seizure disorder; multiple sclerosis; motor neurone disease; parkinson's; parkinson's
        disease; alzheimer's; alzheimer's disease; dementia; huntington's; cerebral palsy; spina bifida; muscular
        dystrophy; cystic fibrosis; sickle cell; haemophilia; anaemia; anaemic; crohn's; crohn's disease; ulcerative
        colitis; irritable bowel syndrome; coeliac; celiac; hepatitis; cirrhosis; liver disease; kidney disease;
        kidney failure; renal failure; heart disease; heart failure; heart attack; angina; hypertension; high blood
        pressure; arrhythmia; atrial fibrillation; pacemaker; stroke; aneurysm; thrombosis; embolism; arthritis;
        osteoarthritis; rheumatoid arthritis; osteoporosis; fibromyalgia; chronic fatigue syndrome; long covid; covid
        19; lupus; eczema; psoriasis; hiv; ^aids; syphilis; gonorrhoea; chlamydia; herpes; sepsis; meningitis;
        encephalitis; migraine~; endometriosis; menopause; menopausal; pre eclampsia; depression; depressive disorder;
        clinically depressed; anxiety disorder; panic attack~; panic disorder; bipolar; bipolar disorder;
        schizophrenia; schizophrenic; psychosis; psychotic; personality disorder; eating disorder; anorexia; anorexic;
        bulimia; bulimic; obsessive compulsive disorder; ocd; adhd; autism; autistic; asperger's; asperger syndrome;
        dyslexia; dyslexic; dyspraxia; tourette's; down's syndrome; down syndrome; alcoholism; alcoholic; alcohol
        dependence; alcohol dependency; drug addiction; addicted to; substance misuse; opioid dependence; obese;
        obesity; cataracts; glaucoma; macular degeneration; tinnitus; hearing impairment; hearing aid~; visually
        impaired; hearing impaired; paraplegic; quadriplegic; paralysed; paralysis; ataxia; neuropathy; sciatica;
        slipped disc; whiplash; fractured; concussion; anaphylaxis; anaphylactic; nut allergy; peanut allergy;
        allergic to; infertility; infertile; incontinence; incontinent; insomnia; sleep apnoea; gout; hernia;
        gallstones; appendicitis; pancreatitis; jaundice; hypothyroidism; thyroid disease; vertigo; carpal tunnel
        syndrome; repetitive strain injury; asbestosis; mesothelioma; cognitive impairment; developmental delay;
        selective mutism; post natal depression; postnatal depression; mental illness; mentally ill; mental breakdown;
        psychiatric condition; chronic pain; heart condition; medical condition~; health condition~; long term
        condition; pre existing condition; health problems; mental health problem~; mental health issues; mental
        health condition; mental health crisis; serious illness; special educational needs; physical impairment;
        mental impairment
        """,
    ),
    Row(
        "HEALTH",
        "words of treatment or care",
        _FAIR,
        """
        surgery on; underwent surgery; underwent an operation; operated on; admitted to hospital; discharged from
        hospital; hospitalised; hospitalized; in hospital; a and e; intensive care; under the care of a consultant;
        prescription for; antidepressant~; antipsychotic~; painkiller~; antibiotics; steroids; inhaler; blood test~;
        blood pressure; blood group; mri scan; ct scan; x ray~; ultrasound scan; smear test; mammogram; colonoscopy;
        endoscopy; physiotherapy; physiotherapist; psychiatrist; psychotherapist; psychologist; counselling;
        counsellor; oncologist; oncology; cardiologist; neurologist; gynaecologist; midwife; antenatal; maternity
        notes; pregnant; pregnancy; crutches; wheelchair; prosthetic; medical records; medical record; medical notes;
        medical history; medical report; medical certificate; gp records; hospital records; health         records;
        camhs; crisis team; community mental health team; psychiatric; sickness absence; sick leave; sickness
        record; reasonable adjustment~; vaccinated against; covid test; tested positive; pip assessment; personal
        independence payment; disability living allowance; employment and support allowance; attendance allowance;
        blue badge; disabled; disability; disabilities; transplant; implant; injured; injuries; injury; medication;
        nhs talking therapies; cbt; cognitive behavioural therapy; sutures; rehabilitation centre; hospice; respite
        care; was prescribed; been prescribed; prescribed medication; am prescribed; is prescribed
        """,
    ),
    Row(
        "HEALTH",
        "words of feeling unwell",
        _WEAK,
        """
        illness; ill; unwell; sick; sickness; symptom~; ailment; chest pain; back pain; knee pain; abdominal pain;
        headaches; fatigue; dizziness; vomiting; nausea; nauseous; fainted; collapsed; breathless; weight loss; weight
        gain; low mood; anxious; anxiety; panic; stress related; work related stress; stress; burnout; bleeding;
        swelling; swollen; fever; rash; coughing; infection; infected; virus; allergy; allergies; allergic; phobia;
        grief; trauma; traumatised; hallucinations; delusions; voices in; mobility problems; walking stick; hip; knee;
        spine; lungs; kidney~; liver; diarrhoea; inflammation; bruising; fracture; broken leg; broken arm; broken hip;
        blind; deaf; frail; overdose; drinking problem; drug problem; mental health; health; deteriorated;
        rehabilitation; prognosis; diagnosis; diagnosed; condition worsened
        """,
    ),
    Row(
        "HEALTH",
        "words of medical places and people",
        _HINT,
        """
        hospital; clinic; ward; surgery; gp; doctor~; consultant; nurse; specialist; treatment; treated; therapy;
        therapist; operation; medical; appointment; referral; referred; tablets; pills; dose; mg; carer; recovery;
        recovering; chronic; acute; severe; pain; scan; test results; condition; care; admitted; discharged; absent;
        tests; stage 4; stage 3; terminal; benign; malignant; patient; physician; medicine; pharmacy; drug~; alcohol;
        disorder; syndrome; disease; suffering; suffer; examination; prescribed
        """,
    ),
    Row(
        "HEALTH",
        "a label of health",
        _STRONG,
        """
        diagnosis; medical condition; medical conditions; health condition; health conditions; disability;
        disabilities; allergies; allergy; medication; medications; current medication; medical history; past medical
        history; illness; reason for absence; absence reason; sickness reason; blood group; blood type; symptoms;
        treatment; prognosis; presenting complaint; comorbidities; mental health; health needs; medical needs; dietary
        or medical needs; cause of death; send; sen status; pregnancy; hiv status; gravida; bmi; icd code; icd 10;
        procedure performed
        """,
        label=True,
    ),
)

GENETIC = (
    Row(
        "GENETIC",
        "words of a genetic test",
        _STRONG,
        """
        genetic test; genetic testing showed; genetic test result~; genetic testing; genetic profile; genome
        sequencing; whole genome sequence; genome sequenced; exome sequencing; carrier of the gene; brca1; brca2; brca
        gene; brca mutation; carries the gene; faulty gene; gene mutation; genetic mutation; pathogenic variant;
        karyotype; trisomy 21; trisomy 18; dna test; dna testing; dna result~; dna profile; dna sample; dna swab;
        paternity test; maternity dna test; hereditary haemochromatosis; lynch syndrome; huntington's gene; carrier
        status; genotype; genotyping; apoe4; factor v leiden; carrier screening; 23andme; ancestrydna; heterozygous;
        homozygous
        """,
    ),
    Row(
        "GENETIC",
        "words of heredity",
        _FAIR,
        """
        genetic condition; genetic disorder; genetic predisposition; genetically predisposed; hereditary condition;
        hereditary disease; inherited condition; genetic counselling; genetic counsellor; genetic marker~; dna;
        genome; chromosome~; chromosomal; family history of; genetic information; genetic data; paternity; geneticist;
        gene
        """,
    ),
    Row(
        "GENETIC",
        "words about genes",
        _HINT,
        "genetic; genetics; hereditary; inherited; mutation; variant; swab; sequencing; genes",
    ),
    Row(
        "GENETIC",
        "a label of genetic data",
        _STRONG,
        """
        genotype; karyotype; dna profile; genetic test result; brca status; carrier status
        """,
        label=True,
    ),
)

BIOMETRIC = (
    Row(
        "BIOMETRIC",
        "words of a biometric record",
        _STRONG,
        """
        biometric data; biometric template~; biometric record~; biometric identifier~; biometrics taken; biometrics
        were taken; fingerprints; finger print scan; fingerprint scan; fingerprint data; fingerprinted; fingerprint
        template; palm print; palm prints; iris scan; iris recognition; retina scan; retinal scan; facial recognition;
        face recognition; face template; faceprint; voiceprint; voice print; voice recognition profile; gait analysis;
        vein pattern; hand geometry; live facial recognition match; biometric residence permit; biometric enrolment;
        face id
        """,
    ),
    Row(
        "BIOMETRIC",
        "words of measuring the body",
        _FAIR,
        """
        fingerprint; biometric; biometrics; thumbprint; thumb print; retina; facial image; facial geometry; facial
        matching
        """,
    ),
    Row(
        "BIOMETRIC",
        "words of recognising",
        _HINT,
        """
        scanned; scanner; enrolled; recognised; template; clocking in; matched; identified; unlock; iris
        """,
    ),
    Row(
        "BIOMETRIC",
        "a label of biometric data",
        _STRONG,
        """
        fingerprint; fingerprints; biometric data; biometric template; face template; iris scan; voiceprint
        """,
        label=True,
    ),
)

SEX_LIFE = (
    Row(
        "SEX_LIFE",
        "words of sexual orientation",
        _STRONG,
        """
        sexual orientation is; is gay; was gay; am gay; being gay; came out as; comes out as; coming out as; openly
        gay; is a lesbian; as a lesbian; is lesbian; openly lesbian; gay man; gay woman; gay couple; lesbian couple;
        is bisexual; as bisexual; identifies as bisexual; is asexual; is pansexual; homosexual; is heterosexual;
        identifies as heterosexual; same sex partner; same sex relationship; same sex couple; civil partner of the
        same sex; is straight and; identifies as gay; identifies as queer; his boyfriend; her girlfriend; his husband
        """,
    ),
    Row(
        "SEX_LIFE",
        "words of sex life",
        _STRONG,
        """
        extramarital affair; having an affair; had an affair; an affair with; sexual relationship; sexual relations;
        sexual intercourse; had sex with; having sex with; slept with; sleeping with; sexual partner~; one night
        stand; sex life; sex worker; erectile dysfunction; unprotected sex; used prostitutes; paid for sex;
        adulterous; adultery; sexual activity; sexual history; sexual encounter~; sexually active; sexually
        transmitted infection; sexually transmitted disease; lost her virginity; lost his virginity; grindr; swingers;
        pornography; sexting; intimate images; sexual preferences; sexual fantasies
        """,
    ),
    Row(
        "SEX_LIFE",
        "words of orientation",
        _FAIR,
        """
        ^gay; gay; lesbian; bisexual; asexual; pansexual; queer; heterosexual; homosexuality; transgender;
        transsexual; trans woman; trans man; gender reassignment; gender dysphoria; transitioned; transitioning; lgbt;
        lgbtq; lgbt network; sexual orientation; sexuality; in the closet; outed; celibate; impotence; contraception;
        contraceptive pill; gender recognition certificate
        """,
    ),
    Row(
        "SEX_LIFE",
        "words of relations",
        _HINT,
        """
        sexual; affair; intimate; relationship; partner; boyfriend; girlfriend; dating; orientation; pride; same sex
        """,
    ),
    Row(
        "SEX_LIFE",
        "a label of sexual orientation",
        _STRONG,
        """
        sexual orientation; sexuality; sex life; gender reassignment
        """,
        label=True,
    ),
)
