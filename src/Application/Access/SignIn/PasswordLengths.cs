namespace ClsPortal.Application.Access;

/// <summary>Shortest passwords, in characters: length decides (CNIL 2022: 12 with lock-out; 16 for staff, who open the files of all).</summary>
public static class PasswordLengths
{
    public const int ForParents = 12;
    public const int ForStaff = 16;
}
