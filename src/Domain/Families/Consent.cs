namespace ClsPortal.Domain.Families;

/// <summary>A question of the centre that a family answers with yes or no (photographs, swimming, leaving alone…).</summary>
public sealed class ConsentKind
{
    /// <summary>Longest text, in characters.</summary>
    public const int TextMaxLength = 500;

    private ConsentKind() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>Order on the families' page.</summary>
    public int Position { get; private set; }

    /// <summary>What the family says yes or no to. Answers stand for the words they were given to: other words are another kind.</summary>
    public string Text { get; private set; } = "";

    /// <summary>True when an enrolment wants an answer, whichever it is.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>True when each child is answered for; false for one answer of the family.</summary>
    public bool IsPerChild { get; private set; }

    /// <summary>True once the centre no longer asks it; its answers remain.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>Creates a kind.</summary>
    public static ConsentKind Create(int position, string text, bool isRequired, bool isPerChild) =>
        new()
        {
            Position = position,
            Text = text,
            IsRequired = isRequired,
            IsPerChild = isPerChild,
        };

    /// <summary>What may change while the answers stand.</summary>
    public void Change(int position, string text, bool isRequired) => (Position, Text, IsRequired) = (position, text, isRequired);

    /// <summary>Stops asking.</summary>
    public void Archive() => IsArchived = true;
}

/// <summary>A family's answer.</summary>
public sealed class Consent
{
    /// <summary>The record's name of the answer.</summary>
    public const string Answer = "Answer";

    private Consent() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>What was asked.</summary>
    public int ConsentKindId { get; private set; }

    /// <summary>For which child; null for the family.</summary>
    public int? ChildId { get; private set; }

    /// <summary>Yes or no.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>Who answered, by name.</summary>
    public string AnsweredBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime AnsweredAt { get; private set; }

    /// <summary>Creates an answer.</summary>
    public static Consent Create(int familyId, int consentKindId, int? childId) =>
        new()
        {
            FamilyId = familyId,
            ConsentKindId = consentKindId,
            ChildId = childId,
        };

    /// <summary>Answers.</summary>
    public void Give(bool isGiven, string by, DateTime at) => (IsGiven, AnsweredBy, AnsweredAt) = (isGiven, by, at);
}
