namespace ClsPortal.Domain.Families;

/// <summary>A legal guardian of a family's children. Each has an own login.</summary>
public sealed class Guardian
{
    private Guardian()
    {
    }

    internal Guardian(string firstName, string lastName, string? email, bool isReferent)
    {
        FirstName = firstName;
        LastName = lastName;
        Email = email;
        IsReferent = isReferent;
    }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>Nom.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Where the portal writes to; null when the guardian gave none.</summary>
    public string? Email { get; private set; }

    /// <summary>True for the one guardian whom the centre addresses first.</summary>
    public bool IsReferent { get; private set; }
}
