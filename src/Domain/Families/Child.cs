namespace ClsPortal.Domain.Families;

/// <summary>A child who may be enrolled.</summary>
public sealed class Child
{
    private Child()
    {
    }

    internal Child(string firstName, string lastName, DateOnly birthDate, string school, string schoolClass)
    {
        FirstName = firstName;
        LastName = lastName;
        BirthDate = birthDate;
        School = school;
        SchoolClass = schoolClass;
    }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>Nom; empty when the child is known by one name.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Date de naissance.</summary>
    public DateOnly BirthDate { get; private set; }

    /// <summary>École.</summary>
    public string School { get; private set; } = "";

    /// <summary>Classe.</summary>
    public string SchoolClass { get; private set; } = "";

    /// <summary>Counts the enrolments made for the child. Adding to it locks the row, which guards the overlap rule (SPEC rule 4).</summary>
    public long EnrolmentTurn { get; private set; }

    /// <summary>Completed years on a day. A child born on 29 February grows older on 1 March of common years.</summary>
    public static int AgeOn(DateOnly birthDate, DateOnly day) =>
        day.Year - birthDate.Year - ((day.Month, day.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);
}
