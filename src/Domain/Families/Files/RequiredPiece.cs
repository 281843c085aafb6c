namespace ClsPortal.Domain.Families;

/// <summary>How long an accepted piece holds.</summary>
public enum PieceValidity
{
    /// <summary>For good.</summary>
    Unlimited,

    /// <summary>Until a date that staff read on the piece.</summary>
    UntilDate,

    /// <summary>Until the end of the school year (31 August).</summary>
    SchoolYear,
}

/// <summary>A kind of document that the centre asks families for, such as « Assurance scolaire ».</summary>
public sealed class RequiredPiece
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest <see cref="Explanation"/>, in characters.</summary>
    public const int ExplanationMaxLength = 500;

    private RequiredPiece() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>As families read it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What exactly is wanted, or empty.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>True: one for each child; false: one for the family.</summary>
    public bool IsPerChild { get; private set; }

    /// <summary>True: every family must hand it in; false: only those whom it concerns.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>True for pieces of the health record: only those who see health records open them, and every reading is recorded.</summary>
    public bool IsHealth { get; private set; }

    /// <summary>How long it holds.</summary>
    public PieceValidity Validity { get; private set; }

    /// <summary>True once the centre no longer asks for it; what was handed in stays.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>A new kind.</summary>
    public static RequiredPiece Create(string name, string explanation, bool isPerChild, bool isRequired, bool isHealth, PieceValidity validity)
    {
        var piece = new RequiredPiece { IsPerChild = isPerChild };
        piece.Change(name, explanation, isRequired, isHealth, validity);
        return piece;
    }

    /// <summary>Changes all but whether it is per child: what was handed in belongs to one or the other.</summary>
    public void Change(string name, string explanation, bool isRequired, bool isHealth, PieceValidity validity)
    {
        Name = name.Trim();
        Explanation = explanation.Trim();
        IsRequired = isRequired;
        IsHealth = isHealth;
        Validity = validity;
    }

    /// <summary>Asks for it no longer, or again.</summary>
    public void Retire(bool isRetired) => IsRetired = isRetired;
}
