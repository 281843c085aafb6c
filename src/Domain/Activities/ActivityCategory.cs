namespace ClsPortal.Domain.Activities;

/// <summary>Type d’activité, the first drop-down of the enrolment screen: périscolaire, mercredis, vacances.</summary>
public sealed class ActivityCategory
{
    private ActivityCategory() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>Such as « Mercredis ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>Order in lists.</summary>
    public int Position { get; private set; }

    /// <summary>Creates a category.</summary>
    public static ActivityCategory Create(string name, int position) => new() { Name = name, Position = position };

    /// <summary>Renames it.</summary>
    public void Rename(string name) => Name = name;

    /// <summary>Moves it in the lists.</summary>
    public void MoveTo(int position) => Position = position;
}
