//! What a column can be, and what a file can be about.

use edutracker_domain::text_enum;

text_enum! {
    /// What a file is about.
    Kind, "kind of file" {
        /// Offers of institutions.
        InstitutionOffers = "institution_offers",
        /// Offers of companies.
        CompanyOffers = "company_offers",
        /// Organisations with their campuses.
        OrganisationsCampuses = "organisations_campuses",
    }
}

text_enum! {
    /// What a column holds, whatever the file is about.
    Field, "field of an import" {
        /// The id of a record, in a file that was exported.
        Id = "id",
        /// The revision of a record when it was exported.
        Revision = "revision",
        /// The organisation, by name or code.
        Organisation = "organisation",
        /// Its kind.
        OrganisationKind = "organisation_kind",
        /// The name of the offer.
        Name = "name",
        /// What an institution's offer is about: a programme, or an event.
        Subject = "subject",
        /// The study level, or levels.
        Level = "study_level",
        /// The collaboration forms.
        Forms = "collaboration_forms",
        /// The study domains.
        Domains = "study_domains",
        /// The languages.
        Languages = "languages",
        /// The provinces.
        Provinces = "provinces",
        /// The campuses or entities.
        Sites = "campuses",
        /// The municipality.
        Municipality = "municipality",
        /// The postal code.
        PostalCode = "postal_code",
        /// The specialisations.
        Specialisations = "specialisations",
        /// The web address.
        Website = "website",
        /// A contact's first name.
        ContactFirstName = "contact_first_name",
        /// A contact's name.
        ContactName = "contact_name",
        /// A contact's e-mail.
        ContactEmail = "contact_email",
        /// A contact's telephone.
        ContactPhone = "contact_phone",
        /// The description.
        Description = "description",
        /// Whether it is published, or in use.
        Published = "published",
        /// The day of the last change.
        UpdatedOn = "updated_on",
        /// The first day it is valid.
        ValidFrom = "valid_from",
        /// The duration in months.
        Duration = "duration_months",
        /// Nothing that is taken in.
        Ignored = "ignored",
    }
}

impl Field {
    /// What reports call the field in a file of this kind.
    #[must_use]
    pub fn report_name(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Field::Sites, Kind::CompanyOffers) => "entities",
            (Field::Sites, Kind::OrganisationsCampuses) => "campus_name",
            (Field::Forms, Kind::CompanyOffers) => "collaboration_form",
            (Field::Level, Kind::CompanyOffers) => "study_levels",
            (Field::Organisation, Kind::OrganisationsCampuses) => "org_name",
            (Field::Organisation, _) => "org_code",
            (Field::OrganisationKind, _) => "org_kind",
            (Field::Provinces, Kind::OrganisationsCampuses) => "province",
            (Field::Published, Kind::OrganisationsCampuses) => "active",
            (Field::ContactFirstName, _) => "contact_name",
            _ => self.as_str(),
        }
    }

    /// Whether several columns may hold it: `Provincie 1`, `Provincie 2`.
    #[must_use]
    pub const fn takes_several_columns(self) -> bool {
        matches!(
            self,
            Field::Forms
                | Field::Domains
                | Field::Languages
                | Field::Provinces
                | Field::Sites
                | Field::Specialisations
                | Field::Ignored
        )
    }
}
