namespace ClsPortal.Application.Shared;

/// <summary>What a sign-in lacks before it may do the centre's work. The own family it may see at once.</summary>
public enum StaffHold
{
    None,

    /// <summary>The password is one of a parent, shorter than staff's.</summary>
    NewPassword,

    /// <summary>A password alone confirmed it.</summary>
    SecondFactor,
}

/// <summary>What is asked of whoever works for the centre, before the roles of staff count.</summary>
/// <param name="NeedsSecondFactor">A guessed password must open neither families' files nor money nor users.</param>
public sealed record SignInPolicy(bool NeedsSecondFactor)
{
    /// <summary>Whoever forgets to choose is safe.</summary>
    public static readonly SignInPolicy Strict = new(true);

    public StaffHold HoldOf(Roles roles, bool hasSecondFactor, bool hasShortPassword) =>
        (roles & Roles.Staff) == Roles.None ? StaffHold.None
        : hasShortPassword ? StaffHold.NewPassword
        : NeedsSecondFactor && !hasSecondFactor ? StaffHold.SecondFactor
        : StaffHold.None;
}
