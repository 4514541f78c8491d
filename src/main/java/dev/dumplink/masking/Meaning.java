package dev.dumplink.masking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a column is likely to hold, by the words of its name in English, German, French, Spanish and Dutch, as people
 * abbreviate them. The first that matches counts, so the narrow ones stand first. A word with a star may also stand inside
 * another: {@code kundenemail}.
 */
enum Meaning {
    PASSWORD(
            "redact",
            "*password *passwd pwd pw *passphrase *kennwort *passwort *mot_de_passe *contrasena *clave *wachtwoord"),
    EMAIL("email", "*email e_mail mail emails mails *courriel *correo epost *mailadresse"),
    PIN("digits", "pin pins pin_code pincode passcode *geheimzahl"),
    SECRET(
            "hash",
            "token *token secret *secret *api_key *apikey *private_key *access_key salt nonce otp totp session session_id"
                    + " sid cookie auth credential credentials hash digest fingerprint signature device_id"),
    IBAN("iban", "*iban"),
    ACCOUNT(
            "digits",
            "cvv cvc kto *kto_nr konten *acct_no *acct_number *last4 *last_four *account_number *account_no *kontonummer konto_nr kontonr konto blz routing_number bic swift *rekening *sort_code"),
    CARD(
            "card",
            "*card_number *card_no *cardnumber *credit_card *creditcard cc_number ccnum *kreditkarte kartennummer kartennr *carte_bancaire *tarjeta pan card cards cc"),
    TAX_ID(
            "digits",
            "ssn ssno *social_security *social_id *social_number ahv svnr sv_nr pesel cpr *personnummer"
                    + " *national_insurance *identity_number *health_id *tax_id taxid *tax_number tin ein vat vat_id *steuer_id *steuernr *steuernummer bsn nif"
                    + " dni nie curp cpf siret insee *national_id *passport *passeport *pasaporte *ausweis *id_number"
                    + " *licence_number *license_number driver_license *sozialversicherung *personalausweis *insurance_number"),
    PHONE(
            "phone",
            "*phone phones fon mob mobil *anruf *rufnr telnr *handynr tel *telephone *mobile cell *cellphone handy fax faxnr *telefax *telefon *telefono movil gsm"
                    + " *telefoon msisdn portable *whatsapp *rufnummer"),
    EXTENSION("digits", "extension ext durchwahl"),
    MAC("mac", "mac *mac_address *macaddr"),
    IP("ip", "ip ips ip_address ip_addr ipaddr ipaddress *remote_addr ipv4 ipv6"),
    FIRST_NAME(
            "first_name",
            "*first_name *firstname *given_name *givenname *forename fname *vorname *prenom *nombre_de_pila *voornaam"
                    + " *middle_name *middlename first_names vornamen nombre"),
    LAST_NAME(
            "last_name",
            "*last_name *lastname *surname *family_name *familyname lname *nachname *familienname *nom_de_famille nom"
                    + " *apellido *apellidos *achternaam *maiden geburtsname"),
    USERNAME(
            "username",
            "*username *user_name login *login_name logon nick *nickname *benutzername *handle *screen_name *nom_utilisateur"
                    + " *usuario *gebruikersnaam alias"),
    JOB(
            "job",
            "job *job_title *jobtitle *contact_title *position *occupation beruf *profession *profesion puesto functie"),
    FULL_NAME(
            "full_name",
            "*full_name *fullname *contact_name *person_name *customer_name *client_name *employee_name *display_name"
                    + " *displayname *real_name *holder *cardholder *kontoinhaber inhaber owner *ansprechpartner *contact"
                    + " *recipient *empfaenger *beneficiary *destinataire author authors composer artist *ship_name *kunde"
                    + " *mitarbeiter nm patient spouse *manager_name *nombre_completo *nom_complet *naam signatory witness"
                    + " mother father mutter vater madre padre mere pere moeder vader wife husband ehefrau ehemann"
                    + " fiance partner_name next_of_kin guardian *vormund kin assigned assigned_to *assignee assigned_by created_by"
                    + " updated_by modified_by changed_by entered_by approved_by reviewed_by handled_by checked_by prepared_by"
                    + " signed_by sold_by clerk advisor adviser case_worker caseworker *bearbeiter *betreuer"),
    INITIALS("letters", "initials initialen initiales iniciales initialien *kuerzel"),
    BIRTH(
            "date",
            "birth births *birthday *birthdate *birth_date *date_of_birth dob dobs bday *geboren geburt *geburts *fecha_nac geb_dat"
                    + " *geburtsdatum *geburtstag geb gebdat *birth_year *year_of_birth *birth_ts *naissance *nacimiento"
                    + " *geboorte born"),
    LIFE_DATE(
            "date",
            "*hire_date *hired *entry_date *exit_date *joined *death *died *married *wedding *eintritt *austritt *dismissed"),
    STREET(
            "street",
            "*street *address addr addr1 addr2 *adresse *anschrift *strasse str *address_line line1 line2 *rue calle *straat"
                    + " adres *direccion hausnummer house_number apartment"),
    POSTCODE("postcode", "zip *zipcode *zip_code *postal_code *postalcode *postcode plz *code_postal *codigo_postal"),
    BIRTH_PLACE("city", "*birthplace *place_of_birth *geburtsort *lieu_de_naissance"),
    CITY("city", "city *city town ort stadt *wohnort ville ciudad plaats stad *locality *municipality *commune"),
    TOWN("city", "place places lugar lieu residence domicile hometown home_town origin herkunft"),
    AREA(
            "text",
            "nation region state district county province *bundesland departement provincia ship_region suburb neighborhood territory"),
    COMPANY(
            "company",
            "*company *organisation *organization employer *arbeitgeber firma *societe *empresa *bedrijf *entreprise"),
    GENDER(
            "redact",
            "gender sex *geschlecht anrede salutation *title_of_courtesy *courtesy pronoun pronouns *civilite sexo geslacht"),
    SENSITIVE(
            "redact",
            "*diagnosis *diagnose disease *disease *illness *allergy *alerg *allerg *medication *medical *health *gesundheit *salud"
                    + " *sante hiv aids *pregnan *schwanger *embaraz *enceinte *grossesse *zwanger *religi *relig konfession *faith"
                    + " glaube kirche creencia *ethni *race raza rasse *orientation *orientierung *orientacion *sexual *gender_identity"
                    + " *union_member *trade_union *gewerkschaft *syndicat *sindicat *vakbond political *party_membership"
                    + " *disabil *behinder *handicap *discapac *krankheit nationality *nation_of *nationalitaet *citizenship blood *blood_type *blutgruppe *marital *civil_status *familienstand"
                    + " *criminal *convict *verdict *offence *offense arrest arrests arrested probation parole *vorstraf *straftat *urteil"
                    + " *verurteil *casier_judiciaire *condamn *antecedentes *delito *strafblad"),
    BODY(
            "number",
            "weight body_weight weight_kg weight_lb gewicht *koerpergewicht poids peso height body_height height_cm groesse"
                    + " *koerpergroesse taille estatura altura bmi iq pulse *blood_pressure waist"),
    VEHICLE("letters", "*license_plate *licence_plate *kennzeichen *numberplate vin *matricula *nummerplaat"),
    PAY(
            "number",
            "*salary sal *net_pay *gross_pay *income *wage *gehalt lohn *salaire *sueldo *salario *einkommen *net_worth *iban_balance bonus"),
    AGE("number", "age alter edad leeftijd"),
    PLACE("number", "lat *latitude lng lon longi *longitude"),
    LINK(
            "url",
            "url *url *homepage *website web webseite link *avatar photo_path picture_path *profile_url *linkedin *twitter"
                    + " *facebook *instagram"),
    USER_AGENT("text", "*user_agent *useragent browser"),
    FREE_TEXT(
            "text",
            "note notes *comment *comments *remark *remarks *description descr *bemerkung *bemerkungen *notiz kommentar bio"
                    + " *biography message messages body content *feedback review answer question subject text memo *commentaire"
                    + " *comentario opmerking"),
    THING("keep", "sku ean isbn issn upc gtin asin mpn barcode article_number *artikelnummer part_number"),
    PICTURE("null", "photo *picture *image foto bild avatar *signature scan"),
    COUNTRY(
            "keep",
            "country *country land pays pais *country_code *currency *language locale *timezone time_zone lang");

    private final String mask;
    private final List<String> words;

    Meaning(String mask, String words) {
        this.mask = mask;
        this.words = Arrays.asList(words.split(" "));
    }

    /** The mask for it, or {@code keep}. */
    String mask() {
        return mask;
    }

    /** What a name says, if anything. */
    static Stream<Meaning> of(ColumnWords name) {
        return Arrays.stream(values()).filter(meaning -> meaning.words.stream().anyMatch(name::has));
    }
}
