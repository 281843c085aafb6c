namespace ClsPortal.Application.Shared;

/// <summary>An expected refusal.</summary>
/// <param name="Code">Stable, for logs and tests.</param>
/// <param name="Sentence">French, for the person who caused it: what is wrong and what to do.</param>
/// <param name="Field">The field of the form it belongs beside; null when it concerns the whole.</param>
public sealed record Refusal(string Code, string Sentence, string? Field = null)
{
    public const string NotFoundCode = "NotFound";

    /// <summary>The same answer for what does not exist and for what is not the asker's.</summary>
    public static readonly Refusal NotFound = new(NotFoundCode, "Cette page n’existe pas ou ne vous est pas accessible.");

    public const string SecondFactorCode = "SecondFactor";

    /// <summary>The page that mends <see cref="SecondFactorNeeded"/>.</summary>
    public const string SecondFactorPath = "/mon-compte/securite";

    /// <summary>Admitted, but signed in with a password alone.</summary>
    public static readonly Refusal SecondFactorNeeded = new(
        SecondFactorCode,
        "Pour lire ce qui touche à la santé d’un enfant, vous devez être connecté avec un second facteur : une application de codes ou une clé d’accès. "
            + "Ajoutez-le, ou reconnectez-vous avec lui."
    );

    /// <summary>The page that tells staff why and how.</summary>
    public const string StaffFactorPath = "/mon-compte/securite/second-facteur";

    /// <summary>Works for the centre, but signed in with a password alone.</summary>
    public static readonly Refusal StaffFactorNeeded = new(
        SecondFactorCode,
        "Pour travailler sur le portail, vous devez être connecté avec un second facteur : une application de codes ou une clé d’accès. Ajoutez-le, ou "
            + "reconnectez-vous avec lui."
    );

    public const string NewPasswordCode = "NewPassword";

    /// <summary>The page where it is chosen.</summary>
    public const string NewPasswordPath = "/mon-compte/securite/mot-de-passe";

    /// <summary>Works for the centre, with a password of a parent.</summary>
    public static readonly Refusal NewPasswordNeeded = new(
        NewPasswordCode,
        "Pour travailler sur le portail, choisissez d’abord un mot de passe plus long, sous « Sécurité »."
    );

    /// <summary>Why roles of staff do not count in a sign-in.</summary>
    public static Refusal Of(StaffHold hold) =>
        hold switch
        {
            StaffHold.NewPassword => NewPasswordNeeded,
            StaffHold.SecondFactor => StaffFactorNeeded,
            _ => throw new ArgumentOutOfRangeException(nameof(hold)),
        };

    /// <summary>Too many at once: nothing was done.</summary>
    public static readonly Refusal Busy = new(
        "Busy",
        "Beaucoup de familles s’inscrivent en ce moment : rien n’a été enregistré, réessayez dans quelques secondes."
    );
}

/// <summary>What the pipeline needs to answer in a handler's stead.</summary>
public interface IOutcome<out TSelf>
{
    static abstract TSelf Refuse(IReadOnlyList<Refusal> refusals);

    bool IsRefused { get; }

    /// <summary>Stable, one of few: fit for logs and metrics.</summary>
    string FirstRefusalCode { get; }
}

/// <summary>What a use case answers: its result, or why not. Exceptions are left for bugs and outages.</summary>
public sealed record Outcome<T> : IOutcome<Outcome<T>>
{
    private readonly T? _value;

    private Outcome(T? value, IReadOnlyList<Refusal> refusals)
    {
        _value = value;
        Refusals = refusals;
    }

    public IReadOnlyList<Refusal> Refusals { get; }

    public bool IsRefused => Refusals.Count > 0;

    /// <summary>The first refusal; only to be asked when refused.</summary>
    public Refusal Refusal => Refusals[0];

    public string FirstRefusalCode => Refusal.Code;

    public bool IsNotFound => IsRefused && Refusal.Code == Refusal.NotFoundCode;

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The outcome is a refusal.</exception>
    public T Value => IsRefused ? throw new InvalidOperationException($"Refused: {Refusal.Code}") : _value!;

    public static Outcome<T> Refuse(IReadOnlyList<Refusal> refusals) => new(default, refusals);

    /// <summary>For results that C# converts no interface to, such as a list.</summary>
    public static Outcome<T> Of(T value) => new(value, []);

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);
}

/// <summary>The result of a command that has nothing to tell but that it was done.</summary>
public sealed record Done
{
    public static readonly Done It = new();
}
