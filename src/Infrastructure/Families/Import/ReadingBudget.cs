using System.Diagnostics;
using ClsPortal.Application.Families;

namespace ClsPortal.Infrastructure.Families;

/// <summary>A file asks for more than a list of families needs; the message is French and says of what.</summary>
internal sealed class BudgetSpentException(string sentence) : Exception(sentence);

/// <summary>
/// What the reading of one file may use: each limit is several times what the longest list of families takes, and all are counted while reading, not
/// before.
/// </summary>
internal sealed class ReadingBudget
{
    public const int MostColumns = 500;
    public const int MostCellLength = 32_767;
    public const int MostRows = ImportFile.MostLines + 1_000;
    private const int MostCells = 400_000;
    private const long MostCharacters = 64 * 1024 * 1024;
    private const int MostElements = 2_000_000;
    private const int MostTexts = 400_000;
    private const long MostTextCharacters = 16 * 1024 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _characters;
    private long _textCharacters;
    private int _elements;
    private int _texts;
    private int _cells;

    /// <summary>Characters read of the file, or of what it unpacks to.</summary>
    public void SpendCharacters(int count)
    {
        if ((_characters += count) > MostCharacters)
        {
            throw new BudgetSpentException(
                "Ce fichier est bien plus grand, une fois ouvert, qu’une liste de familles. Copiez les lignes utiles dans un nouveau classeur."
            );
        }

        if (Stopwatch.GetElapsedTime(_started) > MostTime)
        {
            throw new BudgetSpentException(
                $"Ce fichier n’a pas pu être lu en {MostTime.TotalSeconds:0} secondes. Copiez les lignes utiles dans un nouveau classeur, ou partagez-le."
            );
        }
    }

    public void SpendElement()
    {
        if (++_elements > MostElements)
        {
            throw new BudgetSpentException(
                "Ce classeur contient trop d’éléments, par exemple des cases mises en forme mais vides. Copiez les lignes utiles dans un nouveau classeur."
            );
        }
    }

    /// <summary>A text of the table that the cells of a workbook share.</summary>
    public void SpendText(int length)
    {
        if (++_texts > MostTexts || (_textCharacters += length) > MostTextCharacters)
        {
            throw new BudgetSpentException("Ce classeur contient trop de textes. Copiez la feuille des familles dans un nouveau classeur.");
        }
    }

    /// <summary>A cell that is kept.</summary>
    public void SpendCell(string reference, int column, int length)
    {
        if (column >= MostColumns)
        {
            throw new BudgetSpentException(
                $"La case {reference} est au-delà de la colonne {CellReference.Letters(MostColumns - 1)} : effacez les colonnes qui ne servent pas."
            );
        }

        if (length > MostCellLength)
        {
            throw new BudgetSpentException($"La case {reference} contient un texte trop long.");
        }

        if (++_cells > MostCells || (_textCharacters += length) > 2 * MostTextCharacters)
        {
            throw new BudgetSpentException($"Ce fichier a trop de cases remplies : {ImportFile.MostLines} lignes au plus. Partagez-le.");
        }
    }
}
