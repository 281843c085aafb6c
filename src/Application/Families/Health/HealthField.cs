namespace ClsPortal.Application.Families;

/// <summary>The names of a health record's values. Never a religion, never the nature of a handicap.</summary>
public static class HealthField
{
    public const string VaccinePrefix = "Vaccine:";
    public const string OtherVaccines = nameof(OtherVaccines);
    public const string HasTreatment = nameof(HasTreatment);
    public const string Treatment = nameof(Treatment);
    public const string Diseases = nameof(Diseases);
    public const string HasAsthma = nameof(HasAsthma);
    public const string FoodAllergies = nameof(FoodAllergies);
    public const string MedicineAllergies = nameof(MedicineAllergies);
    public const string OtherAllergies = nameof(OtherAllergies);
    public const string AllergyAction = nameof(AllergyAction);
    public const string HasPai = nameof(HasPai);
    public const string Difficulties = nameof(Difficulties);
    public const string Recommendations = nameof(Recommendations);
    public const string Diet = nameof(Diet);
    public const string DoctorName = nameof(DoctorName);
    public const string DoctorPhone = nameof(DoctorPhone);
    public const string ResponsibleName = nameof(ResponsibleName);
    public const string ResponsiblePhone = nameof(ResponsiblePhone);
    public const string ResponsibleOtherPhone = nameof(ResponsibleOtherPhone);
    public const string UrgentCare = nameof(UrgentCare);
}
